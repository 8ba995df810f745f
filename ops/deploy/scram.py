"""Reads a URL with a password from standard input and prints the password's SCRAM-SHA-256 verifier, as PostgreSQL stores it (RFC 5802, RFC 7677).

What is sent to the server is this, never the password: a statement's text ends up in logs.
"""

import base64
import hashlib
import hmac
import os
import sys
from urllib.parse import unquote, urlsplit

ITERATIONS = 4096  # PostgreSQL's own

password = unquote(urlsplit(sys.stdin.readline().strip()).password or "").encode()
if not password:
    sys.exit("there is no password in the URL")
salt = os.urandom(16)
salted = hashlib.pbkdf2_hmac("sha256", password, salt, ITERATIONS)
stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
server = hmac.digest(salted, b"Server Key", "sha256")
b64 = [base64.b64encode(part).decode() for part in (salt, stored, server)]
print(f"SCRAM-SHA-256${ITERATIONS}:{b64[0]}${b64[1]}:{b64[2]}")
