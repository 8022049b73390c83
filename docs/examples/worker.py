"""A worker in one file, with nothing but the standard library (Python 3.9 or newer).

    python3 worker.py --console http://localhost:3000 --token-file worker.token

It says that it lives, waits for orders, does them one after the other and returns what it found.
`--once` ends after one order. Replace `work` with what your agent does.
"""
import argparse
import json
import random
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid

parser = argparse.ArgumentParser()
parser.add_argument("--console", default="http://localhost:3000")
parser.add_argument("--token-file", required=True)
parser.add_argument("--once", action="store_true")
options = parser.parse_args()
with open(options.token_file, encoding="utf-8") as file:
    TOKEN = file.read().strip()


def send(method, path, body=None):
    """One request: (status, body, seconds to wait), or None without an answer."""
    request = urllib.request.Request(
        options.console.rstrip("/") + path, method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=40) as response:
            return response.status, json.loads(response.read() or b"{}"), None
    except urllib.error.HTTPError as error:
        text = error.read()
        wait = error.headers.get("Retry-After")
        return error.code, json.loads(text) if text.startswith(b"{") else {}, float(wait) if wait else None
    except (OSError, ValueError):
        return None


def call(method, path, body=None):
    """Sends again what may pass (no connection, 429, 5xx), with growing pauses; the same keys make that safe."""
    attempt = 0
    while True:
        answer = send(method, path, body)
        if answer and answer[0] == 401:
            sys.exit("The console does not know this token. It was revoked, or the worker is retired.")
        if answer and answer[0] != 429 and answer[0] < 500:
            return answer[0], answer[1]
        wait = (answer and answer[2]) or min(30, 0.5 * 2 ** attempt) * random.uniform(0.5, 1)
        print(f"{method} {path}: {answer[0] if answer else 'no answer'}, again in {wait:.1f} s", file=sys.stderr)
        time.sleep(wait)
        attempt += 1


def work(order):
    """The work itself: counts words, or sums rows."""
    given = order["input"] if isinstance(order["input"], dict) else {}
    if isinstance(given.get("text"), str):
        words = len(given["text"].split())
        return {"summary": f"{words} words counted.", "words": words}
    if isinstance(given.get("rows"), list):
        numbers = [row for row in given["rows"] if isinstance(row, (int, float)) and not isinstance(row, bool)]
        return {"summary": f"{len(numbers)} rows summed to {sum(numbers)}.", "rows": len(numbers), "sum": sum(numbers)}
    return {"summary": "The order has neither text nor rows."}


def serve(order):
    """Claims, works, returns. True when a result was taken."""
    path = "/api/agent/orders/" + order["id"]
    claim_key = str(uuid.uuid4())
    status, body = call("POST", path + "/claim", {"claimKey": claim_key})
    if status == 200:
        call("POST", path + "/progress", {"claimKey": claim_key, "progress": {"summary": "started"}})
        result = {"claimKey": claim_key, "resultKey": str(uuid.uuid4()), "result": work(order)}
        status, body = call("POST", path + "/result", result)
    if status != 200:
        # 409: somebody else has it, or it is over. 422: the result does not fit; `failures` says where.
        print(f"{order['id']}: refused with {status}: {body.get('message')} {body.get('failures', '')}", file=sys.stderr)
        return False
    print(f"{order['id']}: returned, sha256 {body['resultHash']}", flush=True)
    return True


def beat():
    while True:
        send("POST", "/api/agent/heartbeat", {})
        time.sleep(30)


def main():
    refused = set()
    call("POST", "/api/agent/heartbeat", {})
    threading.Thread(target=beat, daemon=True).start()
    while True:
        _, body = call("GET", "/api/agent/orders?wait=25")
        orders = [order for order in body.get("orders", []) if order["id"] not in refused]
        for order in orders:
            if not serve(order):
                refused.add(order["id"])
            elif options.once:
                return
        if not orders:
            # Only what was refused is left: asking again at once would be a busy loop.
            time.sleep(1)


main()
