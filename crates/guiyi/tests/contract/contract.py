"""Tries every operation of the OpenAPI document on a served bank, and holds each answer to the document.

    contract.py http://127.0.0.1:PORT < {"keys": {"steward": "gyk_..", ..}, "password": ".."}

First each operation is asked for something that is there, as every role and as nobody; then with what schemathesis
makes of the document, well formed and not. It prints the statuses each operation answered and fails on a 5xx, on an
answer outside its schema or with a status that the document does not name, and on an operation that never succeeded.
"""
import base64
import collections
import hashlib
import hmac
import itertools
import json
import struct
import sys
import time

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
# What `default` may stand for: refusals that no operation names because every one may answer so.
BY_DEFAULT = {400, 405, 408, 413, 414, 415, 429, 431}
# Who asks, the one likeliest to be allowed first.
OWNERS = ["steward", "security_admin", "system_admin", "audit_admin", "compliance_auditor", "branch_head"]
# Operations that need not succeed: they ask an identity provider, and this bank has none (crates/access tries them).
NEVER = {
    "beginProviderSignIn", "finishProviderSignIn", "showProviderCode", "signOutOfProvider", "linkIdentity",
    "unlinkIdentity",
}
# Made cases an operation, of each kind, and how long making them may take in all.
CASES, SECONDS = 6, 40

base, given_in = sys.argv[1].rstrip("/"), json.load(sys.stdin)
keys, password = given_in["keys"], given_in["password"]
schema = schemathesis.openapi.from_url(f"{base}/api/openapi.json")
operations = {op.definition.raw["operationId"]: op for op in (found.ok() for found in schema.get_all_operations())}
seen = {name: collections.Counter() for name in operations}
last, faults = {}, []
# A bank that was tried before is tried again.
mark = format(int(time.time()) % 100_000_000, "08")


class Caller:
    """Nobody, a key, or somebody signed in."""

    def __init__(self, name, headers):
        self.name, self.headers = name, headers


nobody = Caller("nobody", {})
by_key = {role: Caller(role, {"authorization": f"Bearer {token}"}) for role, token in keys.items()}


def send(caller, case):
    """Sends a case and holds the answer to the document."""
    name = case.operation.definition.raw["operationId"]
    try:
        # The limits on a caller are not what is looked at.
        for _ in range(20):
            response = case.call(base_url=base, headers=caller.headers, timeout=60)
            if response.status_code != 429:
                break
            time.sleep(0.2)
    except requests.exceptions.InvalidHeader:
        return None  # a text that no client can put into a header
    status = response.status_code
    seen[name][status] += 1
    what = f"{case.method} {case.formatted_path} as {caller.name}: {status}"
    documented = case.operation.definition.raw["responses"]
    if status >= 500 and str(status) not in documented:
        fault(name, what, case, response)
        return response
    if str(status) not in documented and status not in BY_DEFAULT:
        fault(name, f"{what}: the document does not name this status", case, response)
    try:
        case.validate_response(response, checks=CHECKS)
    except (Failure, FailureGroup) as failure:
        inner = getattr(failure, "exceptions", [failure])
        fault(name, f"{what}: {'; '.join(str(one) for one in inner)}", case, response)
    return response


def fault(name, what, case, response):
    if sum(1 for known, _ in faults if known == name) < 3:
        body = repr(case.body)[:400] if case.body.__class__.__name__ != "NotSet" else "no body"
        faults.append((name, f"{what}\n    {response.request.url}\n    sent {body}\n    got {response.text[:600]}"))


def ask(name, caller, path=None, query=None, body=None, headers=None):
    """Asks one operation for something in particular."""
    parts = {"path_parameters": path or {}, "query": query or {}, "headers": headers or {}}
    if body is not None:
        parts.update(body=body, media_type="application/json")
    response = send(caller, operations[name].Case(**parts))
    if response.status_code not in (401, 403):
        last[name] = f"{response.status_code} {response.text[:600]}"
    return response


def told(name, caller, **parts):
    """The JSON of an answer that must succeed."""
    response = ask(name, caller, **parts)
    if response.status_code >= 300:
        sys.exit(f"{name} as {caller.name}: {response.status_code} {response.text}")
    return response.json() if response.content else None


def sign_in(login, secret=password):
    response = ask("signIn", nobody, body={"login": login, "password": secret})
    if response.status_code != 200:
        sys.exit(f"{login} cannot sign in: {response.text}")
    cookie = response.headers["set-cookie"][0].split(";")[0]
    return Caller(f"{login} signed in", {"cookie": cookie, "origin": base})


def code_of(secret):
    """The six digits of a second factor now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


# Administrators are persons: no key acts as one.
for role in ("system_admin", "security_admin", "audit_admin"):
    by_key[role] = sign_in(role)
steward = by_key["steward"]
system, security = by_key["system_admin"], by_key["security_admin"]

# What is there ----------------------------------------------------------------------------------------------------

numbers = [row["number"] for row in told("listCustomers", steward, query={"limit": 60, "sort": "number"})["items"]]
firm = told("listCustomers", steward, query={"kind": "organisation", "limit": 1})["items"][0]["number"]
number = numbers[0]
customer = told("readCustomer", steward, path={"number": number})
records = told("listRecords", steward, path={"number": number})["items"]
# Somebody whom nothing else is written of, and a card of theirs.
holder = told("readCustomer", steward, path={"number": numbers[1]})
card = {
    "base_version": holder["version"],
    "product": "CARD.CREDIT",
    "values": {"currency": "CNY", "credit_limit": "50000.00"},
    "balance": {"kind": "outstanding", "amount": "12.30"},
}
entered = told("createAgreement", steward, path={"number": numbers[1]}, body=card)["agreement"]
record = records[0]["record_id"]
loads = told("listLoads", steward, query={"limit": 100})["items"]
rejected = [load["id"] for load in loads if load.get("rejected")] or [load["id"] for load in loads]
source = told("listSources", steward)["items"][0]["name"]
mapping = told("readMapping", steward, path={"name": source, "version": 1})
tables = told("listCodeTables", steward)["items"]
table = tables[0].get("name") or tables[0].get("id")
policy = told("readAccessPolicy", security)["text"]
units = told("listUnits", system)["items"]
unit = units[-1]["code"]
number_of_document = "11010519491231002X"

# Somebody and something that may be changed and ended: nobody else signs in as them.
victim = told("createUser", system, body={"login": f"contract-{mark}", "name": "合约", "unit": unit})
victim = victim.get("user", victim)["id"]
spare = told("createServiceKey", security, body={"name": f"contract-{mark}", "role": "analyst", "unit": unit})
spare = spare.get("key", spare)
spare = spare.get("id") if isinstance(spare, dict) else None
if spare is None:
    listed = told("listServiceKeys", security)["items"]
    spare = next(key["id"] for key in listed if key["name"] == f"contract-{mark}")

wang = {
    "kind": "individual",
    "identifications": [{"type": "resident_id", "number": "110101199202290172", "expires_on": "9999-12-31"}],
    "values": {
        "name": ["合约人"], "sex": ["1"], "nationality": ["CHN"], "occupation": ["1"],
        "address_home": ["山西省太原市小店区学府街1号"], "mobile": ["13600136111"],
    },
    "unit": unit,
    "confirmed": True,
}

tie = {"kind": "sibling", "number": numbers[0]}
tied = told("createRelation", steward, path={"number": numbers[1]}, body=tie)["record_id"]
# A policy table of before an upgrade is completed.
before = policy.replace('[rule.change]\nsteward = "all"\n', "")
told("putAccessPolicy", security, body={"text": before, "note": "as before"})
told("completeAccessPolicy", security)

# The stock of the demo bank was searched: somebody may be one with somebody. A job that rests can be moved.
suspects = told("listSuspects", steward, query={"limit": 2})["items"]
suspect = suspects[0]["id"]
pair = [suspects[0][side]["number"] for side in ("one", "other")]
job = told("beginMatchJob", steward, body={"what": "search"})["id"]
told("moveMatchJob", steward, path={"id": job}, body={"state": "paused"})
identity = told("readPolicy", steward, path={"kind": "identity"})
limits = {"upper": 12.0, "lower": -2.0}

# Each operation for something that is there ------------------------------------------------------------------------

of_customer = {"path": {"number": number}}
GOOD = {
    "readAccessPolicyVersion": {"path": {"version": 1}},
    "putAccessPolicy": {"body": {"text": policy + "\n# read by the contract\n", "note": "contract"}},
    "compareAccessPolicy": {"body": {"text": policy}},
    "listAuditLines": {"query": {"limit": 5, "object": "customer"}},
    "readCodeTable": {"path": {"name": table}},
    "putCodeValue": {"path": {"name": "education"}, "body": {"code": mark, "zh": "合约", "en": "contract"}},
    "listCustomers": {"query": {"limit": 5}},
    "createCustomer": {"body": wang, "headers": {"idempotency-key": f"contract-{mark}"}},
    "checkCustomer": {"body": wang},
    "checkCustomerList": {"body": {"leads": [{name: wang[name] for name in ("kind", "identifications", "values")}]}},
    "identifyCustomer": {"body": {"document_type": "resident_id", "document_number": number_of_document}},
    "correctCustomer": {
        "path": {"number": number},
        "body": {
            "base_version": customer["version"],
            "changes": [{"attribute": "education", "before": None, "value": "20"}],
        },
    },
    "createAgreement": {"path": {"number": numbers[1]}, "body": card},
    "correctAgreement": {
        "path": {"number": numbers[1], "record_id": entered["record_id"]},
        "body": {"changes": [{"attribute": "credit_limit", "before": "50000.00", "value": "60000.00"}]},
    },
    "createRelation": {"path": {"number": numbers[1]}, "body": {"kind": "parent", "number": numbers[0]}},
    "endRelation": {"path": {"number": numbers[1], "record_id": tied}},
    "listRecordVersions": {"path": {"number": number, "record_id": record}},
    "revealValue": {"path": {"number": number}, "body": {"attribute": "identification", "purpose": "data-quality"}},
    "putExtension": {"path": {"number": number, "name": "rating"}, "body": {"namespace": "contract", "value": "A"}},
    "readSuspect": {"path": {"id": suspect}},
    "judgeSuspect": {"path": {"id": suspect}, "body": {"status": "unsure", "note": "合约"}},
    "assignSuspects": {"body": {"suspects": [suspect], "to": "me"}},
    "tryMerge": {"body": {"numbers": pair}},
    "readMatchingPolicy": {"path": {"of": "persons"}},
    "putMatchingPolicy": {"path": {"of": "persons"}, "body": {"limits": limits, "note": "contract"}},
    "tryMatchingPolicy": {"path": {"of": "persons"}, "body": {"limits": limits}},
    "tryIdentityRules": {"body": {"text": identity.get("text") or identity.get("body")}},
    "readMatchJob": {"path": {"id": job}},
    "beginMatchJob": {"body": {"what": "learn", "of": "persons"}},
    "moveMatchJob": {"path": {"id": job}, "body": {"state": "running"}},
    "readCustomerSubject": {"path": {"number": number, "subject": "basic"}},
    "readLoad": {"path": {"id": rejected[0]}},
    "downloadRejects": {"path": {"id": rejected[0]}},
    "readPolicy": {"path": {"kind": "identity"}},
    "readPolicyVersion": {"path": {"kind": "identity", "version": 1}},
    "listPolicyVersions": {"path": {"kind": "survivorship"}},
    "search": {"query": {"q": "zs"}},
    "createServiceKey": {"body": {"name": "contract", "role": "analyst", "unit": unit}},
    "revokeServiceKey": {"path": {"id": spare}},
    "listMappings": {"path": {"name": source}},
    "readMapping": {"path": {"name": source, "version": 1}},
    "putMapping": {"path": {"name": source}, "body": {"text": mapping["text"] + "\n# contract\n", "note": "contract"}},
    "tryMapping": {
        "path": {"name": source},
        "body": {"text": mapping["text"], "feed": mapping["feeds"][0]["name"], "sample": "\n"},
    },
    "checkStandard": {"body": {"rule": "ID-01", "input": number_of_document}},
    "countCustomers": {"query": {"by": "unit,kind"}},
    "createUnit": {"body": {"code": mark, "name": "合约支行", "parent": unit}},
    "changeUnit": {"path": {"code": mark}, "body": {"name": "合约分理处"}},
    "createUser": {"body": {"login": f"contract-{mark}-2", "name": "合约", "unit": unit}},
    "readUser": {"path": {"id": victim}},
    "changeUser": {"path": {"id": victim}, "body": {"name": "合约二"}},
    "readUserAccess": {"path": {"id": victim}},
    "resetPassword": {"path": {"id": victim}},
    "unlockUser": {"path": {"id": victim}},
    "listIdentities": {"path": {"id": victim}},
    "linkIdentity": {"path": {"id": victim}, "body": {"subject": "contract"}},
    "unlinkIdentity": {"path": {"id": victim, "link": victim}},
}
for name, operation in operations.items():
    if "{number}" in operation.path and name not in GOOD:
        GOOD[name] = of_customer

# One's own matters, as people who signed in.
somebody, other = sign_in("analyst"), sign_in("analyst")
sessions = told("listSessions", somebody)["items"]
theirs = next(session["id"] for session in sessions if not session.get("current"))
told("endSession", somebody, path={"id": theirs})
told("changeMe", somebody, body={"preferences": {"theme": "dark"}})
secret = told("enrolSecondFactor", somebody)["secret"]
told("confirmSecondFactor", somebody, body={"code": code_of(secret)})
told("removeSecondFactor", somebody, body={"password": password})
sharer = sign_in("analyst")
shared = {"list": "customers", "name": f"contract-{mark}", "content": {"search": {}}, "shared_with": "unit"}
view = told("shareView", sharer, body=shared)["id"]
GOOD["shareView"] = {"body": shared}
GOOD["changeSharedView"] = {"path": {"id": view}, "body": {"name": f"contract-{mark}-2"}}
told("changeSharedView", sharer, **GOOD["changeSharedView"])
told("takeViewBack", sharer, path={"id": view})
planner = sign_in("marketing_planner")
told("changePassword", planner, body={"current": password, "new": "another-day-another-word"})
told("signOut", planner)

callers = [by_key[role] for role in OWNERS] + [by_key[role] for role in keys if role not in OWNERS]
own = {name for name, op in operations.items() if op.definition.raw["x-right"]["kind"] == "signed-in"} - {"changeUser"}
owner = {}
for name, operation in operations.items():
    right = operation.definition.raw["x-right"]["kind"]
    if right == "public":
        owner[name] = nobody
        if name != "signIn":
            ask(name, nobody)
        continue
    if name in own:
        owner[name] = somebody
        if name not in {"signOut", "changePassword", "endSession", "takeViewBack"}:
            ask(name, nobody)
        if operation.method.upper() == "GET":
            ask(name, somebody)
        continue
    ask(name, nobody, **GOOD.get(name, {}))
    for caller in callers:
        answer = ask(name, caller, **GOOD.get(name, {}))
        if answer.status_code < 300 and name not in owner:
            owner[name] = caller
            if operation.method.upper() != "GET":
                break  # done is done
    owner.setdefault(name, steward)

owner["shareView"] = owner["changeSharedView"] = sharer

# What the document allows, and what it does not --------------------------------------------------------------------

THERE = {
    "number": itertools.cycle(numbers + [firm]),
    "record_id": itertools.cycle([record]),
    "subject": itertools.cycle(["basic", "contact"]),
    "kind": itertools.cycle(["identity", "survivorship"]),
    "of": itertools.cycle(["persons", "organisations"]),
    "version": itertools.cycle([1, 2]),
    "code": itertools.cycle([mark]),
}
IDS = {"suspects": suspect, "matching": job, "users": victim, "service-keys": spare, "loads": rejected[0]}
NAMES = {"code-tables": "education", "sources": source, "customers": "rating"}


def there(operation):
    """Names of things that are there, for an operation's path."""
    area = operation.path.removeprefix("/api/v1/").split("/")[0]
    found = {}
    for parameter in operation.path_parameters:
        name = parameter.name
        if name in THERE:
            found[name] = next(THERE[name])
        elif name == "id" and area in IDS:
            found[name] = IDS[area]
        elif name == "name" and area in NAMES:
            found[name] = NAMES[area]
    return found


began, skipped = time.monotonic(), []
for name, operation in operations.items():
    if name in {"signOut", "endSession"}:
        continue
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        if time.monotonic() - began > SECONDS:
            skipped.append(name)
            break
        turn = itertools.count()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=2 if name == "signIn" else CASES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def made(case):
            if case.path_parameters and next(turn) % 4:
                case.path_parameters.update(there(case.operation))
            send(owner[name], case)

        try:
            made()
        except Exception as error:  # nothing of the kind can be made, as bodies that are wrong where any is right
            if "Unsatisfiable" not in type(error).__name__ and "negat" not in str(error).lower():
                raise

told("signOut", somebody)

# What came of it ---------------------------------------------------------------------------------------------------

for name, operation in operations.items():
    counts = "  ".join(f"{status}: {count}" for status, count in sorted(seen[name].items()))
    print(f"{operation.method.upper():6} {operation.path.removeprefix('/api/v1'):52} {counts}")
never = [name for name in operations if not any(200 <= status < 300 for status in seen[name]) and name not in NEVER]
total = sum(sum(counts.values()) for counts in seen.values())
print(f"{len(operations)} operations, {total} answers, {time.monotonic() - began:.0f} s of made cases")
if skipped:
    print(f"no time was left for made cases of: {', '.join(skipped)}")
for name in never:
    print(f"never succeeded: {name} {operations[name].path}: {last.get(name)}")
for name, what in faults:
    print(f"{name}: {what}")
sys.exit(1 if faults or never else 0)
