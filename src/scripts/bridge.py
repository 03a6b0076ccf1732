"""A product in plain Python: takes books through the gateway's bridge, and follows their changes.

    python3 bridge.py PRODUCT [--host 127.0.0.1] [--port 7000] [--cert c.pem --key k.pem --trust t.pem]

It keeps documents in memory and prints counts whenever a client has a new generation. As it forgets everything when
it ends, it answers 409, "send everything", to what builds on something that it does not have. A real product keeps
documents and positions in a database, in one transaction: see src/docs/events.md, "Exactly once".
"""
import argparse, json, socket, ssl, struct
SEND_EVERYTHING, BEGIN_AGAIN, DOES_NOT_ADD_UP = 409, 410, 422
BUILDS_ON = {"heartbeat": lambda e: e["generation"], "period.changed": lambda e: e["data"]["fromGeneration"]}
def connect(options):
    """A connection to the bridge; with TLS our certificate's common name says which product we are."""
    plain = socket.create_connection((options.host, options.port), timeout=30)
    if not options.cert:
        return plain
    tls = ssl.create_default_context(cafile=options.trust)
    tls.load_cert_chain(options.cert, options.key)
    return tls.wrap_socket(plain, server_hostname=options.host)

def write(connection, frame):
    """A frame is four bytes of length, big-endian, and a JSON object."""
    data = json.dumps(frame).encode()
    connection.sendall(struct.pack(">I", len(data)) + data)

def read(connection):
    """The next frame; None when the gateway hangs up."""
    head = exactly(connection, 4)
    return head and json.loads(exactly(connection, struct.unpack(">I", head)[0]))

def exactly(connection, length):
    """So many bytes. While nothing comes a ping says that we are there."""
    data = b""
    while len(data) < length:
        try:
            more = connection.recv(length - len(data))
            if not more:
                return None
            data += more
        except TimeoutError:
            write(connection, {"type": "ping"})
    return data

class Client:
    """What we hold of one client. Its pages wait in `staged` until the generation is complete."""
    def __init__(self):
        self.epoch, self.sequence, self.generation, self.transfer = None, -1, 0, 0
        self.documents, self.begun, self.staged = {}, None, []  # documents: entity -> key -> document

    def take(self, kind, event):
        """Applies a message. Gives None if it was taken, or the code that refuses it."""
        data, same = event["data"], event["streamepoch"] == self.epoch
        if same and int(event["transfer"]) < self.transfer:
            return BEGIN_AGAIN  # from a node that has been replaced
        if same and int(event["sequence"]) <= self.sequence:
            return None  # it came again because our answer was lost
        if kind == "generation.begin":
            if data["kind"] != "full" and not self.has(event, data["fromGeneration"]):
                return SEND_EVERYTHING
            self.transfer, self.begun, self.staged = int(event["transfer"]), data, []
        elif kind == "generation.changes":
            if self.begun is None or data["page"] > len(self.staged) + 1:
                return BEGIN_AGAIN
            self.staged[data["page"] - 1:] = [data]  # a page that came before takes its own place
        elif kind == "generation.complete":
            return self.complete(event)
        elif kind in BUILDS_ON and not self.has(event, BUILDS_ON[kind](event)):
            return SEND_EVERYTHING
        else:
            if kind == "client.removed":
                self.documents, self.generation = {}, 0
            self.epoch, self.sequence = event["streamepoch"], int(event["sequence"])
        return None

    def has(self, event, generation):
        return generation == 0 or (event["streamepoch"] == self.epoch and generation == self.generation)

    def complete(self, event):
        """All pages are here: now, and only now, they are shown."""
        data, begun, pages = event["data"], self.begun, self.staged
        self.begun, self.staged = None, []
        sent = sum(len(page["documents"]) for page in pages)
        if begun is None or data["pages"] != len(pages):
            return BEGIN_AGAIN
        if sent != sum(n["changed"] + n["deleted"] for n in data["sent"].values()):
            return DOES_NOT_ADD_UP
        documents = {} if begun["kind"] == "full" else self.documents
        for page in pages:
            held = documents.setdefault(page["entity"], {})
            for document in page["documents"]:
                held.pop(document["key"], None)
                if not document["deleted"]:
                    held[document["key"]] = document["document"]
        self.documents, self.generation = documents, event["generation"]
        self.epoch, self.sequence = event["streamepoch"], int(event["sequence"])
        counts = json.dumps({entity: len(held) for entity, held in sorted(documents.items()) if held})
        print(f"client {event['subject']} generation {self.generation} {begun['kind']} {counts}", flush=True)

def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("product")
    arguments.add_argument("--port", type=int, default=7000)
    arguments.add_argument("--ping", type=float, default=20, help="after so many seconds of silence we say something")
    for name, default in {"--host": "127.0.0.1", "--cert": None, "--key": None, "--trust": None}.items():
        arguments.add_argument(name, default=default)
    options, clients = arguments.parse_args(), {}
    with connect(options) as connection:
        connection.settimeout(options.ping)
        write(connection, {"type": "register", "address": f"erp.products.{options.product}"})
        while frame := read(connection):
            if frame["type"] == "err":
                raise SystemExit(f"the gateway says no: {frame['message']}")
            if frame["type"] == "message":
                event = json.loads(frame["body"])
                kind = event["type"].removeprefix("no.sticos.erp.").removesuffix(".v1")
                no = clients.setdefault(event["subject"], Client()).take(kind, event)
                answer = {"refuse": no, "reason": f"{kind} does not fit"} if no else {"ack": event["id"]}
                write(connection, {"type": "send", "address": frame["replyAddress"], "body": answer})
main()
