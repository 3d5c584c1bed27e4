"""The site's own style; it holds nothing that anybody may not see."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response

from bot.channels.staff.declaration import ANYONE, Pages
from bot.channels.staff.visit import Visit

STATIC = Path(__file__).with_name("static")
FILES = {path.name: path for path in STATIC.iterdir() if path.suffix in (".css", ".js", ".svg")}

pages = Pages()


@pages.page("/staff/static/{name}", roles=ANYONE, wakes=False)
def show_file(visit: Visit) -> Response:
    """One of the files that were there at the start."""
    found = FILES.get(visit.path("name"))
    if found is None:
        raise HTTPException(404)
    return FileResponse(found, headers={"Cache-Control": "no-cache"})
