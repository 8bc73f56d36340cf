"""A mail server with STARTTLS that can be told to do wrong. Never installed.

    mail_server.py DIR PORT

DIR holds certificate.pem and key.pem (without them it offers no TLS) and login (NAME:PASSWORD). What
DIR/mood says when a command comes it does: well, busy (451), refuses (550), hangs, drops (closes
without a word). Every message it takes is a line of DIR/messages: JSON with the envelope's sender and
recipients and the message in base64. Writes "ready" to standard output once it listens.
"""

import asyncio
import base64
import json
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

folder, port = sys.argv[1], int(sys.argv[2])


def place(name):
    return os.path.join(folder, name)


def text(name, default=""):
    try:
        with open(place(name), encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        return default


def authenticated(server, session, envelope, mechanism, data):
    given = b"%s:%s" % (data.login, data.password)
    return AuthResult(success=given == text("login").encode("utf-8"), handled=False)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        mood = text("mood", "well")
        if mood == "busy":
            return "451 4.7.1 Try again later"
        if mood == "refuses":
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        while text("mood", "well") == "hangs":
            await asyncio.sleep(0.02)
        if text("mood", "well") == "drops":
            server.transport.abort()
            return "421 Gone"
        line = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "message": base64.b64encode(envelope.original_content).decode("ascii"),
        }
        with open(place("messages"), "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
        return "250 Taken"


async def main():
    context = None
    if os.path.exists(place("certificate.pem")):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(place("certificate.pem"), place("key.pem"))

    def server():
        return SMTP(
            Handler(),
            hostname="mail.test",
            tls_context=context,
            require_starttls=context is not None,
            authenticator=authenticated,
            auth_required=context is not None,
        )

    loop = asyncio.get_running_loop()
    listener = await loop.create_server(server, "127.0.0.1", port)
    print("ready", flush=True)
    await listener.serve_forever()


asyncio.run(main())
