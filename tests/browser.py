"""The system's Chromium, as every test that needs a browser starts it."""

from playwright.sync_api import Browser, Playwright

from tests.databases import chromium

# What Playwright turns off by itself; naming more of them replaces its list.
FEATURES_OFF_FOR_TESTS = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "AimEnabled"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch"),
)
# The address bar's own pages. Nobody sees one in a window without a bar, and drawing them took two
# thirds of the time of opening a tab.
THE_BARS_PAGES = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup")
FLAGS = (
    "--no-sandbox",
    *("--disable-background-networking", "--disable-component-update", "--no-first-run"),
    f"--disable-features={','.join((*FEATURES_OFF_FOR_TESTS, *THE_BARS_PAGES))}",
)


def launched(playwright: Playwright) -> Browser:
    """A browser with no window of its own; whoever asked for it closes it."""
    return playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS])
