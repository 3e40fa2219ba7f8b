"""What a benchmark of the room measures, in processes of its own: a room with a poll, or a bare echo on the same stack.

python -m tests.bench.serve room STORE PORT [WORKERS]     prints the code, the facilitator's secret, a token for a wall
python -m tests.bench.serve echo PORT
"""

import sys
from pathlib import Path

KEY = "05/poll"


def room(address: str, port: int, workers: int) -> None:
    """Serve a room whose poll asks for a number. Its picture shows how many people are at which number."""
    from kit import Poll, sessions
    from kit.room import answering, serving
    from kit.room.contents import Contents
    from kit.room.hosting import Rooms, open_room
    from kit.room.store import Store
    from kit.room.writer import Writer

    answering.REQUESTS = 10**9  # no device is as fast as those that hurry
    poll = Poll(KEY, question="How far?", kind="numeric", least=1_000_000, most=1_000_100)
    activities = {KEY: {"key": KEY, "kind": "Poll", "content": poll.content}}
    about = Contents(sessions.session("05"), activities, "<p></p>")
    store = Store(address if "://" in address else Path(address))
    opened = open_room(store, Writer(store), "05", activities)
    print(opened.code, opened.lead(), opened.view(), flush=True)
    if workers == 1:
        serving.alone(Rooms.one(opened, about), "127.0.0.1", port)
    else:
        opened.writer.close()
        store.close()
        serving.together(address, opened.id, about, {}, "127.0.0.1", port, workers)


def echo(port: int) -> None:
    """Give back what was sent."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.responses import JSONResponse
    from starlette.routing import Route

    from kit.room.serving import SETTINGS

    async def same(request):
        return JSONResponse(await request.json())

    app = Starlette(routes=[Route("/api/answers", same, methods=["PUT"])])
    uvicorn.run(app, host="127.0.0.1", port=port, **SETTINGS)


if __name__ == "__main__":
    if sys.argv[1] == "echo":
        echo(int(sys.argv[2]))
    else:
        room(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)
