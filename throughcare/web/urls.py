"""Addresses of the pages that belong to no one module, and of signing in."""

from allauth.account import views as account
from django.urls import path

from throughcare.web.views import accounts, health, people

app_name = "web"
urlpatterns = [
    path("", people.caseload, name="caseload"),
    path("people/find", people.find, name="find"),
    path("people/<uuid:ref>", people.overview, name="overview"),
    path("account", accounts.account, name="account"),
    path("rules", accounts.rules, name="rules"),
    path("health", health.health, name="health"),
]

# Names that allauth and the header know.
signing_in = [
    path("language", accounts.choose_language, name="set_language"),
    path("sign-in", account.login, name="account_login"),
    path("sign-out", account.logout, name="account_logout"),
    path("account/password", account.password_change, name="account_change_password"),
]
