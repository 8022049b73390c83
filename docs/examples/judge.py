"""A judge in one file, with Python's standard library: `python3 judge.py --port 9100 --secret-file judge.secret`.

It looks at results of payment runs and says whether their money may go: `--words 10` is what it asks of a summary. It
answers nobody but the console: `is_genuine` checks the signature, and the same check fits webhooks and signed push.
Replace `judge` with what you ask of a result.
"""
import argparse
import hashlib
import hmac
import json
import re
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY_BYTES_MAX = 8_388_608
AGE_SECONDS_MAX = 300


def judge(question, least):
    """A result with a summary of so many words is enough for this judge."""
    result = question["result"]
    words = len(str(result.get("summary", "")).split()) if isinstance(result, dict) else 0
    if words >= least:
        return {"accept": True, "reasons": []}
    return {"accept": False, "reasons": [f"The summary has {words} words; at least {least} are needed."]}


def is_genuine(secret, header, body):
    """True when these very bytes were signed with our secret within the last five minutes."""
    match = re.fullmatch(r"t=([0-9]{1,12}),v1=([0-9a-f]{64})", header or "")
    if match is None:
        return False
    timestamp, signature = match.groups()
    expected = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signature) and abs(time.time() - int(timestamp)) < AGE_SECONDS_MAX


class Handler(BaseHTTPRequestHandler):
    secret = ""
    words = 10

    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        body = self.rfile.read(length) if 0 <= length <= BODY_BYTES_MAX else b""
        if is_genuine(self.secret, self.headers.get("x-purple-flea-console-signature"), body):
            self.answer(200, judge(json.loads(body), self.words))
        else:
            self.answer(401, {"error": "Not signed with our secret."})

    def answer(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """A line for each question says nothing that the console does not know."""


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--port", type=int, default=9100)
    arguments.add_argument("--secret-file", required=True, help="a file that holds the signing secret and nothing else")
    arguments.add_argument("--words", type=int, default=10, help="words that a summary must have")
    values = arguments.parse_args()
    Handler.words = values.words
    with open(values.secret_file, encoding="utf-8") as file:
        Handler.secret = file.read().strip()
    server = ThreadingHTTPServer(("127.0.0.1", values.port), Handler)
    print(f"Judging at http://127.0.0.1:{server.server_address[1]}/", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
