"""The door of Selamat: makes the working environment if there is none, then does what was asked."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for the person with an old Python
    sys.exit(
        "Selamat memerlukan Python 3.11 atau lebih baru; yang menjalankan ini Python %d.%d. "  # noqa: UP031
        "Pasang Python baru dari python.org, lalu ulangi perintah ini." % sys.version_info[:2]
    )

from generator.environment import start

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
