"""The second reader's commands; each prints one JSON document a line.

    registry KEYS                                   what a registry's folder adds up to
    verify   --keys KEYS --at TIME FILE...          whether envelopes are their originators'
    open     --keys KEYS --at TIME --ring RING (--key-file FILE | --passphrase-file FILE)
             --as ACTOR --out FOLDER [--supplement FILE] FILE...
                                                    what a recipient sees of them
    seal     --keys KEYS --at TIME --ring RING (--key-file FILE | --passphrase-file FILE) JOBS
             envelopes, as the file of jobs says
    receipt  --keys KEYS --at TIME [--message ID --owner OWNER --ring RING --key-file FILE] FILE...
                                                    what receipts say, sealed ones with a ring
    seal-receipt --keys KEYS --at TIME --message ID --to ACTOR LEVEL STATUS --out FILE NOTE
                                                    a receipt for the originator alone
    vectors  FOLDER                                 whether every published vector holds
    library  FOLDER                                 whether third-party vectors hold

Exit codes: 0 all held, 65 something was refused or did not hold, 64 usage.
"""

import argparse
import sys

try:
    from second_reader import commands
except ImportError as missing:
    sys.exit(f"second-reader: {missing}; needs the Debian packages python3-nacl and "
             "python3-cryptography, which `make test` installs")


def main(arguments):
    parser = argparse.ArgumentParser(
        prog="second-reader", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(dest="command", required=True)
    for name, command in commands.ALL.items():
        subparser = subparsers.add_parser(name, help=command.__doc__.splitlines()[0])
        command.options(subparser)
        subparser.set_defaults(run=command.run)
    try:
        options = parser.parse_args(arguments)
    except SystemExit as end:
        return 64 if end.code else 0
    return 0 if commands.held(options.run, options) else 65


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
