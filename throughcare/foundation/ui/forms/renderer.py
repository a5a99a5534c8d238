"""Fields are shown by templates of the same world as pages."""

from django.forms.renderers import TemplatesSetting


class OnPages(TemplatesSetting):
    """Finds form templates where page templates are found."""

    form_template_name = "ui/fields/all.html"
