"""Who may make the fictional world: the program alone."""

from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access import Policy, is_the_program

MAKE_WORLD = Policy(
    name="demo.make_world",
    about=_("Make the fictional world"),
    allow=(is_the_program,),
    otherwise=_("The fictional world is made from the command line, in a database of its own."),
)
