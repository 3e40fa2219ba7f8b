"""A real HTTP server on the loopback address that can cut connections, and a small set to fetch from it."""

import hashlib
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kit.downloads.sets import DownloadSet, File, Licence

LICENCE = b"Do what you like with these invented sentences.\n"
HEADER = (
    "obs_id,exchange_idx,student_text,teacher_text,student_on_task,student_on_task_num_agree,"
    "student_on_task_majority,student_on_task_zscore,teacher_on_task,teacher_on_task_num_agree,"
    "teacher_on_task_majority,teacher_on_task_zscore,uptake,uptake_num_agree,uptake_majority,uptake_zscore"
)


def uptake_file(rows: int = 3000) -> bytes:
    """Invented exchanges in the columns of the real file."""
    lines = [
        f'{n // 5},{n},"I folded it {n} times, Student Q.","Tell Student R why, Ms. V.",1,3,1,0,1,3,1,0,1.5,2,1,0.2'
        for n in range(rows)
    ]
    return "\n".join([HEADER, *lines, ""]).encode()


FILES = {"LICENSE": LICENCE, "uptake_data.csv": uptake_file()}


def small_set(base: str | None, files: dict[str, bytes] | None = None, **changes: object) -> DownloadSet:
    """A set of invented text, at the addresses of a server, or for a mirror only."""
    described = [
        File(
            name=name,
            bytes=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            address=base and f"{base}/{name}",
        )
        for name, content in (files or FILES).items()
    ]
    whole = {
        "id": "small",
        "title": "Small talk",
        "about": "Invented exchanges",
        "prepare": "uptake",
        "edition": 1,
        "tables": {"exchanges": "one row an exchange"},
        "names": "Names are replaced.",
        "citation": "Nobody (2026).",
        "source": "nowhere",
        "licence": Licence(name="Own", holder="us", terms="Anything.", address="nowhere", file="LICENSE"),
        "files": tuple(described),
        "mirror_only": None if base else "it is not published",
    }
    return DownloadSet(**whole | changes)


class Site:
    """What the server offers and how it misbehaves; `asked` lists path and Range of each request."""

    def __init__(self) -> None:
        self.files = dict(FILES)
        self.cut_after: dict[str, list[int]] = {}
        self.ranges = True
        self.status = 200
        self.asked: list[tuple[str, str | None]] = []
        self.base = ""


@contextmanager
def serving(site: Site):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            name, wanted = self.path.strip("/"), self.headers.get("Range")
            site.asked.append((name, wanted))
            if site.status != 200 or name not in site.files:
                self.send_error(site.status if site.status != 200 else 404)
                return
            whole = site.files[name]
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and site.ranges else 0
            if start >= len(whole):
                self.send_error(416)
                return
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(whole) - 1}/{len(whole)}")
            self.send_header("Content-Length", str(len(whole) - start))
            self.end_headers()
            cuts = site.cut_after.get(name)
            self.wfile.write(whole[start : start + cuts.pop(0)] if cuts else whole[start:])
            self.close_connection = True

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
