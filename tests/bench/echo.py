"""What the room is measured beside: a bare echo on the same stack. `python -m tests.bench.echo PORT`"""

import sys


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
    echo(int(sys.argv[1]))
