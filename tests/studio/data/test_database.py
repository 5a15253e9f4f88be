import threading

from studio.data.database import connect, watched
from studio.jobs import Progress


def test_a_bar_that_was_shown_ends_full():
    seen, was_told = [], threading.Event()

    def tell(progress):
        seen.append(progress)
        was_told.set()

    with connect() as connection, watched(connection, "Counting", tell):
        was_told.wait()
        connection.execute("SELECT 1")
    assert seen[0].done < 100
    assert seen[-1] == Progress("Counting", 100, 100)
