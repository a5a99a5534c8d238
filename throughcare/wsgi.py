"""The program as any WSGI server expects it; `throughcare serve` runs it with granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")

application = get_wsgi_application()
