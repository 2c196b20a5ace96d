"""A site is built beside the old one and takes its place only when it is whole.

Where it stands: used by the plugin around a build; knows nothing of what a site holds.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.errors import OutputError, os_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """The way of a new site into the old one's place."""

    site: Path
    """Where the site is to stand."""
    spare: Path | None = None
    """Where the old one is kept for the next build to begin with; None: it is removed."""

    @property
    def new(self) -> Path:
        """Where the new one is built: beside the old one, so that moving it is one step of the file system."""
        return self.site.with_name(f".{self.site.name}.new")

    @property
    def tree(self) -> Path:
        """Where that part of it is built that comes into being beside MkDocs' own."""
        return self.site.with_name(f".{self.site.name}.tree")

    @property
    def old(self) -> Path:
        """Where the old one waits while it is being replaced."""
        return self.site.with_name(f".{self.site.name}.old")

    def begin(self) -> None:
        """Clear the place of the new site, after mending what an interrupted replacement left behind.

        Raises OutputError where the folder can't be written.
        """
        if self.site.exists() and not self.site.is_dir():
            raise OutputError(str(self.site), "is a file where the site should stand", "Move it away, then build again")
        try:
            if self.old.exists() and not self.site.exists():
                self.old.rename(self.site)
            self._put_old_away()
            for left in (self.new, self.tree):
                if left.exists():
                    shutil.rmtree(left)
            self.new.mkdir(parents=True)
        except OSError as error:
            raise os_error(error, self.site) from error

    def finish(self) -> None:
        """Put the new site in the old one's place; hidden files of the old one (a `.git`) are taken over.

        Where there is no old one to be the spare, the new one is it too: a day's build after the first is as quick as
        any. Raises OutputError where the system refuses; the old site stands then.
        """
        try:
            if self.site.exists():
                self.site.rename(self.old)
            try:
                self.new.rename(self.site)
            except BaseException:
                if self.old.exists() and not self.site.exists():
                    self.old.rename(self.site)
                raise
            if self.spare and not self.old.exists():
                self._double(self.spare)
            self._put_old_away()
        except OSError as error:
            raise os_error(error, self.site) from error

    def abandon(self) -> None:
        """Remove what was built of the new site; the old one stands."""
        for left in (self.new, self.tree):
            shutil.rmtree(left, ignore_errors=True)

    def _double(self, spare: Path) -> None:
        """Give every file of the site a second name, in the spare; where that cannot be, there is no spare."""
        shutil.rmtree(spare, ignore_errors=True)
        try:
            shutil.copytree(self.site, spare, copy_function=os.link)
        except OSError:
            shutil.rmtree(spare, ignore_errors=True)

    def _put_old_away(self) -> None:
        if not self.old.exists():
            return
        for hidden in self.old.glob(".*"):
            if not (self.site / hidden.name).exists():
                hidden.rename(self.site / hidden.name)
        if self.spare:
            shutil.rmtree(self.spare, ignore_errors=True)
            # onto another file system it would be a copy
            with suppress(OSError):
                self.spare.parent.mkdir(parents=True, exist_ok=True)
                self.old.rename(self.spare)
        if self.old.exists():
            shutil.rmtree(self.old)
