"""The part of a site that MkDocs does not write: begun when the edition is there, joined with what it does at the end.

Where it stands: after `artefacts` and `direct`; the plugin calls it.
"""

import shutil
from functools import partial
from pathlib import Path

from generator.memory import PACKAGE, Memory
from generator.outputs import FAMILIES
from generator.pages.edition import Edition
from generator.progress import Progress
from generator.site.artefacts import Artefacts, refuse_others, write_artefact
from generator.site.direct import DirectPages
from generator.site.offline import make_service_worker
from generator.site.scripts import slim_scripts
from generator.site.tree import Tree, list_files

_ASSETS = PACKAGE / "theme" / "assets"


class Filling:
    """What of one build comes into being beside MkDocs."""

    def __init__(self, edition: Edition, tree: Tree, memory: Memory) -> None:
        """Have helpers begin with the artefacts."""
        self.edition = edition
        self.tree = tree
        edition.settle()
        self.artefacts = Artefacts([partial(make, edition) for make in FAMILIES.values()], tree, memory)

    def finish(self, site: Path, direct: DirectPages | None, progress: Progress) -> None:
        """Write the pages that MkDocs left to us, and put all that it wrote into `site` beside the rest, there.

        Raises OutputError where the system refuses, and where a person's file stands in the place of an artefact.
        """
        pages = set(direct.write(self.tree, progress)) if direct else set()
        with progress("Writing files", 1):
            artefacts = self.artefacts.finish()
        others = list_files(site)
        refuse_others(artefacts, others)
        # a page takes the place of a file that MkDocs copied there, as it does in MkDocs
        self.tree.join(site, others - pages, kept=pages | artefacts)
        slim_scripts(_ASSETS, site)
        # last, since it lists what stands there
        write_artefact(make_service_worker(site, self.edition), Tree(root=str(site)))

    def stop(self) -> None:
        """Give it up."""
        self.artefacts.stop()
        shutil.rmtree(self.tree.root, ignore_errors=True)
