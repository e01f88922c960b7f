"""Google's own Python client, unmodified, against a running server: only the address differs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_claim, make_draft, make_published_review, make_speaker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(live_server: LiveServer) -> Any:
    """Built from the document that our server gives out."""
    where = f"{live_server.url}/factchecktools/$discovery/rest?version={{apiVersion}}"
    return build(
        "factchecktools", "v1alpha1", developerKey="any", discoveryServiceUrl=where, static_discovery=False
    )


def test_a_claim_has_google_s_shape(client: Any) -> None:
    claim = make_claim(said_on=date(2024, 11, 18))
    version = make_published_review(claim)
    make_draft(make_claim("unemployment is a secret"))
    assert version.published_at is not None
    assert client.claims().search(query="unemployment", languageCode="en-US").execute() == {
        "claims": [
            {
                "text": "unemployment in the port fell to 4 percent",
                "claimant": "Linda Marsh",
                "claimDate": "2024-11-18T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "The Claims Desk", "site": "localhost"},
                        "url": f"http://localhost:8000/claims/{claim.slug}/",
                        "title": "No, unemployment did not fall to 4 percent",
                        "reviewDate": version.published_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                        "textualRating": "False",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }


def test_the_client_pages_to_the_end(client: Any) -> None:
    for number in range(25):
        make_published_review(make_claim(f"unemployment fell {number} times"))
    request, texts = client.claims().search(query="unemployment"), []
    page: Any = None
    while page is None or page.get("nextPageToken"):
        token = page["nextPageToken"] if page else None
        request = client.claims().search(query="unemployment", **({"pageToken": token} if token else {}))
        page = request.execute()
        texts += [claim["text"] for claim in page["claims"]]
    assert len(texts) == len(set(texts)) == 25


def test_the_document_that_ships_with_the_client_works_too(live_server: LiveServer) -> None:
    make_published_review(make_claim(speaker=make_speaker("Paul Reed")))
    shipped = build(
        "factchecktools",
        "v1alpha1",
        developerKey="any",
        client_options={"api_endpoint": f"{live_server.url}/factchecktools/"},
    )
    found = shipped.claims().search(query="Paul Reed", pageSize=1).execute()
    assert found["claims"][0]["claimant"] == "Paul Reed"


def test_the_client_understands_our_errors(client: Any) -> None:
    with pytest.raises(HttpError) as raised:
        client.claims().search().execute()
    assert raised.value.status_code == 400
    assert raised.value.reason == "Either 'query' or 'reviewPublisherSiteFilter' must be given."
