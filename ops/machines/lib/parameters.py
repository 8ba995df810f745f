"""Stands in for AWS Systems Manager, through which Secrets Manager is read: GetParameter of /aws/reference/secretsmanager/NAME answers what is in
DIRECTORY/NAME (slashes become dashes), as it is at that moment. Signatures are not looked at. usage: parameters.py ADDRESS PORT DIRECTORY
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PREFIX = "/aws/reference/secretsmanager/"


class Parameters(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked.get("Name", "")
        file = Path(sys.argv[3]) / name.removeprefix(PREFIX).replace("/", "-")
        if self.headers.get("X-Amz-Target") != "AmazonSSM.GetParameter" or not name.startswith(PREFIX) or not file.is_file():
            self.answer(400, {"__type": "ParameterNotFound", "message": "there is no such parameter"})
            return
        self.answer(200, {"Parameter": {"Name": name, "Type": "SecureString", "Value": file.read_text(encoding="utf-8"), "Version": 1}})

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        print(self.headers.get("X-Amz-Target", "?"), flush=True)


ThreadingHTTPServer((sys.argv[1], int(sys.argv[2])), Parameters).serve_forever()
