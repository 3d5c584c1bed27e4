"""Every version of what one page of the settings changes, and two of them compared."""

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND

from bot.channels.staff.comparing import differences
from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.settings_sections import section_of
from bot.channels.staff.settings_state import state_of
from bot.channels.staff.visit import Visit

pages = Pages()


@pages.page("/staff/settings/versions/{section}", roles=ADMINISTRATORS)
def show_versions(visit: Visit) -> Response:
    """Each version that changed something there, the newest first; the file itself is the last."""
    try:
        section = section_of(visit.parts.questionnaire, visit.path("section"))
    except KeyError:
        raise HTTPException(HTTP_404_NOT_FOUND) from None
    stages = state_of(visit, section).stages
    by_number = {str(each.number): each for each in stages}
    old, new = by_number.get(visit.query("old")), by_number.get(visit.query("new"))
    compared = None
    if old is not None and new is not None:
        compared = differences(section.told(old.values), section.told(new.values))
    return visit.render("settings_versions.html", section=section, stages=stages, old=old, new=new, compared=compared)
