"""Pages about who works here."""

from throughcare.staff.views.cover import arrange_cover, end_cover
from throughcare.staff.views.members import (
    add_member,
    colleague,
    end_posting,
    give_password,
    let_try_again,
    post,
    remove_second_steps,
    roles,
    staff,
    untie_account,
)
from throughcare.staff.views.registers import (
    award,
    clear,
    competences,
    end_clearance,
    end_competence,
    mine,
    running_out,
)

__all__ = [
    "add_member",
    "arrange_cover",
    "award",
    "clear",
    "colleague",
    "competences",
    "end_clearance",
    "end_competence",
    "end_cover",
    "end_posting",
    "give_password",
    "let_try_again",
    "mine",
    "post",
    "remove_second_steps",
    "roles",
    "running_out",
    "staff",
    "untie_account",
]
