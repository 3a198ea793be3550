# SPDX-License-Identifier: GPL-2.0-or-later
# A registry whose repositories each have a fault of their own; the port is the first line it prints.
import http.server
import sys
import time

INDEX = b'{"schemaVersion": 2, "manifests": [{"platform": {"os": "linux", "architecture": "%s"}}]}'
BODIES = {
    "page": (b"<html>Welcome to the harbour</html>", "text/html"),
    "old": (b'{"schemaVersion": 1, "fsLayers": [], "history": []}', None),
    "empty": (b'{"schemaVersion": 2, "manifests": []}', None),
}


class Faulty(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, body, kind=None, length=None):
        self.send_response(200)
        self.send_header("Content-Type", kind or "application/vnd.oci.image.index.v1+json")
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        parts = self.path.strip("/").split("/")
        name = parts[1] if len(parts) > 1 else ""
        try:
            if not name:
                self.answer(b"{}", "application/json")
            elif name == "hang":
                time.sleep(600)
            elif name == "slow":
                self.answer(b"{", length=1000)
                for _ in range(600):
                    time.sleep(1)
                    self.wfile.write(b" ")
            elif name == "huge":
                self.answer(b"[", length=1 << 33)
                while True:
                    self.wfile.write(b" " * 65536)
            elif name == "lying":
                by_digest = "sha256:" in self.path
                self.answer(INDEX % (b"amd64" if by_digest else b"arm64"))
            else:
                self.answer(*BODIES[name])
        except OSError:
            pass  # It was not waited for.

    do_HEAD = do_GET


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
print(server.server_address[1], flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(0)
