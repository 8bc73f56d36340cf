"""What the program does for its commands. Each is a class with `options` and `run`."""

import json
import os
import pathlib

from . import core, envelope, key_ring, label_text, names, published, receipt, registry, sealing
from . import supplement, third_party, verification
from .refusal import Refused, require


def say(document):
    print(json.dumps(document, ensure_ascii=False, sort_keys=True), flush=True)


def held(run, options):
    """Whether a command could do its work and nothing was refused."""
    try:
        return run(options)
    except Refused as refused:
        say({"refused": refused.kind, "detail": str(refused)})
        return False


class RegistryCommand:
    """What a registry's folder adds up to."""

    @staticmethod
    def options(parser):
        parser.add_argument("keys")
        parser.add_argument("--genesis", type=bytes.fromhex)

    @staticmethod
    def run(options):
        folded = registry.from_folder(options.keys, options.genesis)
        say({
            "region": folded.region,
            "head": folded.head.hex(),
            "actors": sorted(folded.actors),
            "keys": len(folded.keys),
        })
        return True


class VerifyCommand:
    """Whether envelopes are their originators'."""

    @staticmethod
    def options(parser):
        _add_view(parser)
        parser.add_argument("files", nargs="+")

    @staticmethod
    def run(options):
        view = registry.from_folder(options.keys)

        def verified(data):
            received, _ = _verified(data, view, options.at)
            return {"messageID": received.message_id.hex(), "coreID": received.core.id.hex()}

        return _each(options.files, verified)


class OpenCommand:
    """What a recipient sees of envelopes."""

    @staticmethod
    def options(parser):
        _add_view(parser)
        _add_ring(parser)
        parser.add_argument("--as", dest="actor", required=True)
        parser.add_argument("--out", required=True, type=pathlib.Path)
        parser.add_argument("--blobs", type=pathlib.Path, help="attachments by their digest")
        parser.add_argument("--supplement", type=pathlib.Path, help="the slot of one come late")
        parser.add_argument("files", nargs="+")

    @staticmethod
    def run(options):
        view, ring = registry.from_folder(options.keys), _ring(options)

        def opened(data, file):
            received, sealed = _verified(data, view, options.at)
            secrets, counter = own_secrets(received)
            media_type, file_name, body = sealing.open_with(secrets, received, sealed)
            out = options.out / (pathlib.Path(file).name + ".opened")
            out.write_bytes(body)
            return {
                "messageID": received.message_id.hex(), "mediaType": media_type,
                "fileName": file_name, "counter": counter, "body": str(out),
            } | attachments(received, sealed, out)

        def own_secrets(received):
            seeds = _wrapping_seeds(ring, received, options.actor)
            if options.supplement is None:
                return sealing.open_secrets(received, options.actor, seeds)
            late = supplement.Supplement(options.supplement.read_bytes())
            supplement.verify(late, received, view, options.at)
            return supplement.open_secrets(late, received, seeds)

        def attachments(received, sealed, out):
            if options.blobs is None:
                return {}
            blobs = {
                bytes.fromhex(file.name): file.read_bytes() for file in options.blobs.iterdir()
            }
            seeds = _wrapping_seeds(ring, received, options.actor)
            found = []
            for name, data in sealing.open_attachments(
                received, sealed, blobs, options.actor, seeds
            ):
                path = out.with_name(f"{out.name}.{len(found)}")
                path.write_bytes(data)
                found.append({"name": name, "path": str(path)})
            return {"attachments": found}

        return _each(options.files, opened, wants_path=True)


class SealCommand:
    """Envelopes, as a file of jobs says.

    A job: `out`, `body` (paths), `from`, `to` (recipient to counter), `label` (text), `kind`,
    `suite`, `viewDigest` (hex), and where wanted `deliver` (recipients for each of whom a copy
    with the own slot alone is written to `out` + `.` + recipient), `late` (recipient to counter:
    those for whom a supplement is written to `out` + `.late.` + recipient), `mediaType`,
    `fileName`, `ground`, `approval`, `opaque`, `counter`.
    """

    @staticmethod
    def options(parser):
        _add_view(parser)
        _add_ring(parser)
        parser.add_argument("jobs", type=pathlib.Path)

    @staticmethod
    def run(options):
        view, ring = registry.from_folder(options.keys), _ring(options)
        for job in json.loads(options.jobs.read_text()):
            order = _Order(job, view, ring, options.at)
            data = order.sealed()
            out = pathlib.Path(job["out"])
            out.write_bytes(data)
            received, content = envelope.split(data)
            for actor, counter in job.get("late", {}).items():
                late = order.supplement(received, actor, counter)
                out.with_name(f"{out.name}.late.{actor}").write_bytes(late)
            for actor in job.get("deliver", []):
                alone = sealing.for_recipient(received, content, actor)
                out.with_name(f"{out.name}.{actor}").write_bytes(alone)
            say({"out": job["out"], "messageID": received.message_id.hex()})
        return True


class _Order:
    """One job: a message that is to be, and the secrets it is sealed under."""

    def __init__(self, job, view, ring, now_ms):
        self.job, self.view, self.ring, self.now_ms = job, view, ring, now_ms
        self.label, self.suite = label_text.read(job["label"]), job["suite"]
        self.view_digest = bytes.fromhex(job["viewDigest"])
        self.secrets = sealing.fresh_secrets(self.suite)

    def sealed(self):
        job = self.job
        optional = {
            part: job[part] for part in ("ground", "approval", "opaque", "counter") if part in job
        }
        own_core = core.written(
            self.label, job["from"], self.now_ms, job["kind"], self.suite, self.view_digest,
            **optional,
        )
        recipients = [self._recipient(*item) for item in job.get("to", {}).items()]
        return sealing.seal(
            own_core, job.get("mediaType", "application/octet-stream"), job.get("fileName", ""),
            pathlib.Path(job["body"]).read_bytes(), recipients, self.secrets, *self._seeds,
        )

    def supplement(self, received, actor, counter):
        return supplement.written(
            received, self.secrets, self._recipient(actor, counter), self.view_digest,
            self.now_ms, *self._seeds,
        )

    @property
    def _seeds(self):
        """Of the keys that sign."""
        purposes = verification.PURPOSES[: 2 if self.suite == "layered" else 1]
        return [self._private(purpose) for purpose in purposes]

    def _recipient(self, actor, counter):
        return sealing.Recipient(actor, self._public(actor, "wrapping").public_key, counter)

    def _public(self, actor, purpose):
        key = self.view.usable_key(
            actor, purpose, self.label.level, self.label.status, self.now_ms
        )
        require(key is not None, "keyMissing", f"{actor} {purpose}")
        return key

    def _private(self, purpose):
        sender = self.job["from"]
        owner = f"messages:{sender}:{self.label.level}:{self.label.status}"
        secret = self.ring.secret(self._public(sender, purpose).id, purpose, owner)
        require(secret is not None, "keyMissing", f"{sender} {purpose}")
        return secret


class ReceiptCommand:
    """What receipts say, and whether their issuers signed them; sealed ones with a ring."""

    @staticmethod
    def options(parser):
        _add_view(parser)
        parser.add_argument("--message", type=bytes.fromhex, help="of sealed ones")
        parser.add_argument("--owner", help="messages:ACTOR:LEVEL:STATUS, whose key opens them")
        parser.add_argument("--ring", type=pathlib.Path)
        parser.add_argument("--key-file", type=pathlib.Path)
        parser.add_argument("files", nargs="+")

    @staticmethod
    def run(options):
        view = registry.from_folder(options.keys)
        ring = _ring(options) if options.ring else None

        def read(data):
            if ring is not None:
                data = receipt.open_sealed(
                    data, options.message,
                    lambda key_id: ring.secret(key_id, "wrapping", options.owner),
                )
            own = receipt.verify(data, lambda issuer: view.receipt_key(issuer, options.at))
            if ring is not None:
                about = [message for message, _ in own.items]
                require(about == [options.message], "openFailed", "another message")
            return {
                "kind": own.kind, "issuer": own.issuer,
                "messages": [message.hex() for message, _ in own.items],
            }

        return _each(options.files, read)


class SealReceiptCommand:
    """A receipt's note, sealed to the originator of a message."""

    @staticmethod
    def options(parser):
        _add_view(parser)
        parser.add_argument("--message", type=bytes.fromhex, required=True)
        parser.add_argument("--to", nargs=3, required=True, metavar=("ACTOR", "LEVEL", "STATUS"))
        parser.add_argument("--out", type=pathlib.Path, required=True)
        parser.add_argument("note", type=pathlib.Path)

    @staticmethod
    def run(options):
        actor, level, status = options.to
        view = registry.from_folder(options.keys)
        key = view.usable_key(actor, "wrapping", level, status, options.at)
        require(key is not None, "keyMissing", actor)
        sealed = receipt.seal(
            options.note.read_bytes(), options.message, key.public_key, os.urandom(64)
        )
        options.out.write_bytes(sealed)
        say({"file": str(options.out)})
        return True


def _verified(data, view, now_ms):
    """(envelope, content), both verified."""
    received, content = envelope.split(data)
    verification.verify(received, content, view, now_ms)
    return received, content


def _wrapping_seeds(ring, received, actor):
    own = received.core.label
    owner = f"messages:{actor}:{own.level}:{own.status}"
    return lambda key_id: ring.secret(key_id, "wrapping", owner)


def _each(files, work, wants_path=False):
    """Whether none was refused."""
    all_held = True
    for file in files:
        try:
            data = pathlib.Path(file).read_bytes()
            say({"file": file} | (work(data, file) if wants_path else work(data)))
        except Refused as refused:
            all_held = False
            say({"file": file, "refused": refused.kind, "detail": str(refused)})
    return all_held


def _add_view(parser):
    parser.add_argument("--keys", required=True)
    parser.add_argument("--at", required=True, type=names.time_ms)


def _add_ring(parser):
    parser.add_argument("--ring", required=True, type=pathlib.Path)
    unlock = parser.add_mutually_exclusive_group(required=True)
    unlock.add_argument("--key-file", type=pathlib.Path)
    unlock.add_argument("--passphrase-file", type=pathlib.Path)


def _ring(options):
    data = options.ring.read_bytes()
    if options.key_file is not None:
        return key_ring.KeyRing(data, key_ring.read_key_file(options.key_file.read_bytes()))
    return key_ring.KeyRing(data, passphrase=options.passphrase_file.read_bytes())


class VectorsCommand:
    """Whether every published vector holds."""

    defects = staticmethod(published.defects)

    @staticmethod
    def options(parser):
        parser.add_argument("folder", type=pathlib.Path)

    @classmethod
    def run(cls, options):
        count, found = cls.defects(options.folder)
        for defect in found:
            say({"refused": "vector", "detail": defect})
        say({"held": count - len(found)})
        return not found


class LibraryCommand(VectorsCommand):
    """Whether third-party vectors hold."""

    defects = staticmethod(third_party.defects)


ALL = {
    "registry": RegistryCommand,
    "verify": VerifyCommand,
    "open": OpenCommand,
    "seal": SealCommand,
    "receipt": ReceiptCommand,
    "seal-receipt": SealReceiptCommand,
    "vectors": VectorsCommand,
    "library": LibraryCommand,
}
