"""A worker in one file, with nothing but the standard library (Python 3.9 or newer).

    python3 worker.py --console http://localhost:3000 --token-file worker.token

It says that it lives, waits for orders, bids where a bid is asked for, does the work one after the other and
returns what it found. `--price 0.40` and `--minutes 12` are what it asks in an auction, instead of a price for each
word. `--once` ends after one result. Replace `work` and `quote` with what your agent does.
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
from decimal import Decimal

parser = argparse.ArgumentParser()
parser.add_argument("--console", default="http://localhost:3000")
parser.add_argument("--token-file", required=True)
parser.add_argument("--once", action="store_true")
parser.add_argument("--price")
parser.add_argument("--minutes", type=int, default=10)
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


def fields(value):
    return value if isinstance(value, dict) else {}


def material(order):
    """What to work on: the order's own input, or in a run what came from the steps before, else the run's input.

    A request for a bid has all of that in `work`.
    """
    own = fields(order["input"])
    own = {**own, **fields(own.get("work"))}
    found = [own, fields(own.get("previous")), *map(fields, fields(own.get("from")).values()), fields(own.get("input"))]
    return next((given for given in found if isinstance(given.get("text"), str) or isinstance(given.get("rows"), list)), {})


def work(order):
    """The work itself: counts words, or sums rows."""
    given = material(order)
    if isinstance(given.get("text"), str):
        words = len(given["text"].split())
        return {"summary": f"{words} words counted.", "words": words}
    if isinstance(given.get("rows"), list):
        numbers = [row for row in given["rows"] if isinstance(row, (int, float)) and not isinstance(row, bool)]
        return {"summary": f"{len(numbers)} rows summed to {sum(numbers)}.", "rows": len(numbers), "sum": sum(numbers)}
    return {"summary": "The order has neither text nor rows."}


def answer_feedback(order, result):
    """Work that came back says what it answers to, where the result schema leaves room for it."""
    if not order["feedback"] or fields(order["resultSchema"]).get("additionalProperties") is False:
        return result
    return {**result, "corrected": [f"{fault['path']} {fault['message']}".strip() for fault in order["feedback"]]}


def quote(order):
    """What the work costs: a cent for each word, within what bids may be: from half of the ceiling up to all of it."""
    if options.price:
        return {"price": options.price, "minutes": options.minutes}
    ceiling = int(Decimal(str(fields(order["input"]).get("ceiling", "0"))) * 100)
    text = material(order).get("text")
    cents = min(ceiling, max((ceiling + 1) // 2, len(text.split()) if isinstance(text, str) else 0, 1))
    return {"price": f"{cents // 100}.{cents % 100:02}", "minutes": options.minutes, "note": "A cent for each word"}


def report(order, step, status, body):
    """409: somebody else has it, or it is over. 422: the result does not fit; `failures` says where."""
    print(f"{order['id']}: {step} was refused with {status}: {body.get('message')} {body.get('failures', '')}", file=sys.stderr)
    return False


def bid(order):
    """A bid is sealed and for good; who won is told by work, or by nothing."""
    status, body = call("POST", f"/api/agent/orders/{order['id']}/bid", {"bidKey": str(uuid.uuid4()), **quote(order)})
    if status != 200:
        return report(order, "bid", status, body)
    print(f"{order['id']}: bid {body['price']} USDC, {body['minutes']} min", flush=True)
    return True


def serve(order):
    """Claims, works, returns. True when a result was taken."""
    path = "/api/agent/orders/" + order["id"]
    claim_key = str(uuid.uuid4())
    status, body = call("POST", path + "/claim", {"claimKey": claim_key})
    if status != 200:
        return report(order, "claim", status, body)
    done = threading.Event()

    def tell():
        # A claim holds for two minutes after the last sign.
        summary = f"revision {order['revision']} started" if order["revision"] else "started"
        while True:
            send("POST", path + "/progress", {"claimKey": claim_key, "progress": {"summary": summary}})
            if done.wait(45):
                return
            summary = "working"

    signs = threading.Thread(target=tell, daemon=True)
    signs.start()
    try:
        result = answer_feedback(order, work(order))
    finally:
        done.set()
        signs.join()
    status, body = call("POST", path + "/result", {"claimKey": claim_key, "resultKey": str(uuid.uuid4()), "result": result})
    if status != 200:
        return report(order, "result", status, body)
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
            is_bid = order["kind"] == "bid"
            if not (bid(order) if is_bid else serve(order)):
                refused.add(order["id"])
            elif options.once and not is_bid:
                return
        if not orders:
            # Only what was refused is left: asking again at once would be a busy loop.
            time.sleep(1)


main()
