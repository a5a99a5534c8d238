"""Signing in with an account of the organisation, which is another site to the browser."""

import pytest

from tests.organisation import organisation

pytestmark = [pytest.mark.journey, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@pytest.mark.parametrize("script", [True, False])
def test_a_colleague_comes_through_the_organisations_sign_in(somebody, world, settings, script):
    with organisation() as there:
        settings.OPENID = there.settings()
        there.says("4711", email="amina@example.invalid")
        amina = somebody(script=script)
        amina.elsewhere = (there.issuer,)
        amina.opens(f"/people/{world.dan.ref}/timeline")

        amina.page.get_by_role("button", name="Sign in with your organisation’s account").click()
        amina.page.wait_for_url(f"{there.issuer}/**")
        amina.page.get_by_placeholder("sub").fill("4711")
        amina.page.get_by_role("button", name="Authorize").click()
        amina.page.wait_for_url(f"{amina.address}/people/**")
        amina.trouble.clear()  # what the other site's page asks for is not ours

        amina.looks()
        amina.sees("Dan Rees", "Amina Khan")
        amina.page.get_by_role("button", name="Sign out").click()
        amina.page.wait_for_url(f"{there.issuer}/**")
        amina.page.goto(f"{amina.address}/account")
        amina.is_at("Sign in")
