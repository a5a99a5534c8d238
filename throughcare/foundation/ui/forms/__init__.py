"""Forms whose fields show themselves as GOV.UK components and say what to do when they object.

`{{ form.happened_on }}` in a template is the whole field: label, hint, error, input. How to write
one is in docs/howto/add-a-page.md.
"""

from throughcare.foundation.ui.forms.choices import Choice, ManyChoices, OneChoice, Select, YesNo
from throughcare.foundation.ui.forms.form import Form, summary_of
from throughcare.foundation.ui.forms.hidden import About, Once, Version, sent_as
from throughcare.foundation.ui.forms.named import Named
from throughcare.foundation.ui.forms.rows import Rows
from throughcare.foundation.ui.forms.text import Code, LongText, Number, Text
from throughcare.foundation.ui.forms.upload import File
from throughcare.foundation.ui.forms.when import Day, Moment, Time

__all__ = [
    "About",
    "Choice",
    "Code",
    "Day",
    "File",
    "Form",
    "LongText",
    "ManyChoices",
    "Moment",
    "Named",
    "Number",
    "Once",
    "OneChoice",
    "Rows",
    "Select",
    "Text",
    "Time",
    "Version",
    "YesNo",
    "sent_as",
    "summary_of",
]
