"""A worker process with one lane that takes its time; says what it does."""

import sys
import threading
import time

from app.worker import Lane, Stopping, run


def main(seconds: float) -> None:
    """Work on one piece after the other, *seconds* each, until told to stop."""
    stopping = threading.Event()

    def drain(_stop: Stopping) -> int:
        sys.stdout.write("began\n")
        sys.stdout.flush()
        time.sleep(seconds)
        sys.stdout.write("ended\n")
        sys.stdout.flush()
        return 1

    ended = run([Lane("slow", drain, stopping, threading.Event())], stopping)
    sys.stdout.write(f"stopped in time: {ended}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]))
