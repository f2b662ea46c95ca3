"""After a sign-in nobody is led anywhere but into the back office."""

import pytest

from app.web.admin.safe_path import START, safe_path


@pytest.mark.parametrize(
    "path",
    [
        "/admin/home",
        "/admin/members?q=ani&cursor=abc%3D",
        "/admin/members/0198-a/adjust",
        "/admin/find?q=a%2Fb%40c",
        "/admin/settings/audit?since=2026-11-22T10:00",
    ],
)
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "/",
        "/home",
        "admin/home",
        "//evil.example",
        "//evil.example/admin/",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "https://evil.example/admin/",
        "https:evil.example",
        "https:/evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "\t//evil.example",
        "\n//evil.example",
        " /admin/home",
        "/admin/home\n",
        "/admin/home\r\nSet-Cookie: a=b",
        "/admin/\t/evil.example",
        "/admin//evil.example",
        "/admin/..//evil.example",
        "/admin/../../evil",
        "/admin/%2e%2e/evil",
        "/admin/%2E%2e%2fevil",
        "/admin/%2f%2fevil.example",
        "/admin/%5cevil.example",
        "/admin/%0d%0aLocation:x",
        "/admin/%09x",
        "/admin\\evil",
        "/admin@evil.example",
        "/admin.evil.example",
        "/admin/\u2025/x",
        "/admin/\uff0fevil",
        "/admin/" + "a" * 3_000,
    ],
)
def test_anything_else_leads_to_the_start_page(path: str | None) -> None:
    assert safe_path(path) == START
