"""A host as far away as one wants: every answer takes a round trip, and all share one line.

Chromium can slow its own network, but not that of a worker.
"""

import gzip
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

ROUND_TRIP = 0.04
"""Seconds."""
BANDWIDTH = 10_000_000 / 8
"""Bytes a second."""
_PACKED = {".mjs", ".js", ".json", ".html"}
"""What hosts compress."""


class Line:
    """What went over the line."""

    def __init__(self) -> None:
        self.bytes = 0
        self.requests = 0
        self._free = 0.0
        self._lock = Lock()

    def carry(self, size: int) -> float:
        """Count so many bytes, and return for how many seconds they keep the line."""
        with self._lock:
            now = time.monotonic()
            self.bytes += size
            self.requests += 1
            self._free = max(self._free, now) + size / BANDWIDTH
            return self._free - now


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, line: Line, **options: object) -> None:
        self.line = line
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a file, packed where a host would, once the line has carried it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        content = path.read_bytes() if path.is_file() else b""
        head = [f"Content-Type: {self.guess_type(str(path))}", "Cache-Control: max-age=600"]
        # the page may measure its memory only where nothing of others could be seen
        head += ["Cross-Origin-Opener-Policy: same-origin", "Cross-Origin-Embedder-Policy: require-corp"]
        if path.suffix in _PACKED:
            content = gzip.compress(content)
            head.append("Content-Encoding: gzip")
        status = "200 OK" if path.is_file() else "404 Not Found"
        lines = [f"HTTP/1.1 {status}", *head, f"Content-Length: {len(content)}", "", ""]
        answer = "\r\n".join(lines).encode() + content
        time.sleep(ROUND_TRIP + self.line.carry(len(answer)))
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Say nothing of each request."""


@contextmanager
def serve_far(folder: Path) -> Iterator[tuple[str, Line]]:
    """Serve a folder, and yield its address and the line."""
    line = Line()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, line=line, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", line
        server.shutdown()
