# ruff: noqa: E501
"""Write the demo dossier: fourteen invented reports on an invented negotiation, made to show each phenomenon.

    uv run python scripts/make_demo.py        writes src/onrecord/demo/talks.jsonl

Countries, people, outlets, agencies and events are invented. What each report is there to show stands in SHOWS,
which docs/demo.md prints and tests/test_demo.py checks.
"""

from __future__ import annotations

import json
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "demo" / "talks.jsonl"

WIRE = """CASTELMAR, March 3 (CPA) - Verania and Kastovia have agreed to hold direct talks in Ostrania next week, the first since fighting over the Arden Valley began three years ago, Veranian President Elena Varga said on Monday.

“We are ready to sit at one table, but we will not sign away a single village of the Arden Valley,” Varga told reporters in Castelmar.

The two delegations will meet in the lakeside town of San Almero on March 10, she said.

Kastovia, which holds around 30 percent of the valley, is demanding full control of the Kell dam, the largest power station in the region.

Kastovian Prime Minister Anton Dreskov said his government would send a delegation “without preconditions”.

Ostrania's special envoy, Marta Lindqvist, said the mediators wanted an agreement on a ceasefire by June. “There is a window, and it is closing,” she said.

More than 4,000 people have been killed since the fighting began, according to Ostrania's foreign ministry."""

EDITED = """CASTELMAR, March 3 (CPA) - Verania and Kastovia have agreed to hold direct talks in Ostrania next week, the first since fighting over the Arden Valley broke out three years ago, Veranian President Elena Varga said Monday.

“We are ready to sit at one table, but we will not sign away a single village of the Arden Valley,” Varga told reporters in the capital Castelmar.

The delegations will meet in the lakeside town of San Almero on March 10, she said.

Kastovia, which holds around 30 percent of the valley, is demanding full control of the Kell dam, the biggest power station in the region.

Ostrania's special envoy, Marta Lindqvist, said the mediators wanted an agreement on a ceasefire by June. “There is a window, and it is closing,” she said."""

EXCERPT = """People in Brask received the news of direct talks with Verania calmly on Tuesday. In the cafés along the river most guests said that they expected little.

“My son is at the front. I will believe it when he comes home,” said Olga Perrin, a teacher.

According to CPA, the two delegations will meet in the lakeside town of San Almero on March 10. Kastovia, which holds around 30 percent of the valley, is demanding full control of the Kell dam, the largest power station in the region.

The mayor of Brask, Jonas Weller, said schools near the border would stay closed until the end of March."""

REWRITE = """Verania's leader says peace talks with Kastovia are days away

Direct negotiations between Verania and Kastovia will open in San Almero, Ostrania, on March 10, the first such meeting since war broke out over the Arden Valley three years ago.

President Elena Varga told reporters in Castelmar that her country was ready to talk. “We will not sign away a village of the Arden Valley,” she said.

Kastovia holds around 30 percent of the valley and wants full control of the Kell dam, the region's largest power station.

Prime Minister Anton Dreskov promised to send a delegation “without preconditions”. The mediators want a ceasefire by June.

More than 4,000 people have been killed since the fighting began."""

SECOND_AGENCY = """BRASK, March 4 (NorthWire) - Kastovia will use next week's talks with Verania to press its claim to the Kell dam, Foreign Minister Lena Hartwig said on Tuesday.

“The dam was built by Kastovian hands, and it will be run by Kastovian engineers,” Hartwig told NorthWire in an interview.

She said Kastovia would reject any ceasefire that leaves foreign troops in the Arden Valley.

The talks will open in the Ostranian town of San Almero on March 10. Ostrania's envoy Marta Lindqvist has said she wants a ceasefire agreement by June.

Verania insists that the whole valley is its territory."""

ATTACK = """CASTELMAR, March 8 (CPA) - At least 12 people were killed when shells hit a market in the Veranian town of Mirovo on Saturday, two days before peace talks were due to open, the Veranian interior ministry said.

“This is how Kastovia prepares for peace,” Interior Minister Paul Renner said in a statement.

Kastovia's defence ministry denied that its forces had fired on the town.

Ostrania's foreign ministry said the talks in San Almero would go ahead as planned."""

ATTACK_OTHER = """BRASK, March 8 (NorthWire) - A bombardment of the crowded market of Mirovo, a town in eastern Verania, killed nine people on Saturday, a doctor at the local hospital told NorthWire by telephone.

The doctor, Ivo Klein, said 31 people had been brought in with wounds.

Kastovia's army rejected the accusation that it was to blame. “Our guns were silent,” spokesman Pavel Orlin said."""

TOLL = """CASTELMAR, March 11 (CPA) - The death toll from the shelling of a market in the Veranian town of Mirovo has risen to 17, the Veranian interior ministry said on Tuesday, after five of the wounded died in hospital.

Interior Minister Paul Renner called for an international inquiry into the attack.

Talks between Verania and Kastovia opened in San Almero on Monday and continued on Tuesday behind closed doors."""

POSITIONS = """San Almero talks stall over the dam

By Clara Moss

SAN ALMERO - The first round of talks between Verania and Kastovia ended on Wednesday without an agreement on the Kell dam.

Kastovia demands full control of the dam. Verania rejected the demand and proposed a joint commission under Ostranian supervision.

“Verania will not accept any deal that is made without it,” Varga said after the meeting. She said Kastovia had refused to discuss the return of prisoners.

We came to San Almero in good faith. Our delegation put forward a plan for the dam, for the prisoners and for the villages. #Arden pic.example/a8Kd2
— Elena Varga (@elenavarga) March 12, 2025

Envoy Marta Lindqvist said both sides must answer the mediators' draft by March 20.

Dreskov accused Verania of shelling its own positions to win sympathy. He gave no evidence."""

SHIFT = """BRASK, March 18 (NorthWire) - Kastovia has offered to share control of the Kell dam with Verania, Foreign Minister Lena Hartwig said on Tuesday, dropping its earlier demand for full control.

“We offer to run the dam together, for ten years, under the eyes of Ostrania,” Hartwig told reporters in Brask.

She said Kastovia would sign a ceasefire if Verania withdrew its artillery from the heights above the dam.

The mediators have moved the deadline for an answer to their draft from March 20 to March 31, envoy Marta Lindqvist said. She no longer expects a ceasefire by June and now hopes for an agreement by September."""

REACTION = """CASTELMAR, March 19 (CPA) - Verania welcomed Kastovia's offer to share the Kell dam on Wednesday but refused to withdraw its artillery before a ceasefire is signed.

“Sharing the dam is a beginning,” President Elena Varga told parliament. “Guns will move when peace is on paper.”

Foreign Minister Tomas Reyl said Verania accepted the new deadline of March 31 for an answer to the mediators' draft.

Hartwig had said on Tuesday that Kastovia was ready to “run the dam together, for ten years, under the eyes of Ostrania”."""

RETELLING = """Kastovia ready to share dam, Verania hesitates

Kastovia is ready to share control of the Kell dam, a step that could end three years of war over the Arden Valley.

“Guns will move when peace is on paper,” Foreign Minister Tomas Reyl said in Castelmar on Wednesday.

Verania accepted the new deadline of March 31 for an answer to the mediators' draft, but will not withdraw its artillery before a ceasefire is signed.

Shells killed 12 people at a market in Mirovo on March 8. The Kastovian army fired on the town."""

EXCHANGE = """SAN ALMERO, March 22 (CPA) - Verania and Kastovia exchanged 240 prisoners on Saturday, the first such exchange since the fighting began, Ostrania's special envoy Marta Lindqvist said.

Each side handed over 120 people at a bridge near San Almero, she said.

Verania's Foreign Minister Tomas Reyl said his government had agreed to a joint commission for the Kell dam. He said the next round of talks would open in San Almero on March 29.

Lindqvist said an agreement by September was possible. “The window has opened a little,” she said.

Two diplomats said Kastovia had made a second offer, to share the dam for twenty years. Kastovia's spokesman Pavel Orlin denied that there was a second offer."""

REPORTS = [
    ("cpa-talks", "Continental Press Agency", "2025-03-03T16:05:00+00:00", "Verania, Kastovia to hold direct talks in Ostrania next week", WIRE),
    ("herald-talks", "The Castelmar Herald", "2025-03-03T18:20:00+00:00", "Verania, Kastovia to hold direct talks in Ostrania next week", WIRE + "\n\n© 2025 Continental Press Agency"),
    ("ledger-talks", "Daily Ledger", "2025-03-03T20:45:00+00:00", "Direct talks next week, says Varga", EDITED),
    ("brask-post", "Brask Evening Post", "2025-03-04T15:00:00+00:00", "Brask waits, and expects little", EXCERPT),
    ("harbour-talks", "Harbour Times", "2025-03-04T07:30:00+00:00", "Verania's leader says peace talks with Kastovia are days away", REWRITE),
    ("northwire-dam", "NorthWire", "2025-03-04T11:10:00+00:00", "Kastovia to press claim to Kell dam", SECOND_AGENCY),
    ("cpa-mirovo", "Continental Press Agency", "2025-03-08T14:00:00+00:00", "Shells hit market in Mirovo, at least 12 killed", ATTACK),
    ("northwire-mirovo", "NorthWire", "2025-03-08T15:30:00+00:00", "Nine dead in market shelling, doctor says", ATTACK_OTHER),
    ("cpa-toll", "Continental Press Agency", "2025-03-11T17:40:00+00:00", "Mirovo death toll rises to 17", TOLL),
    ("meridian-talks", "The Meridian", "2025-03-12T21:00:00+00:00", "San Almero talks stall over the dam", POSITIONS),
    ("northwire-offer", "NorthWire", "2025-03-18T10:15:00+00:00", "Kastovia offers to share Kell dam", SHIFT),
    ("cpa-answer", "Continental Press Agency", "2025-03-19T13:25:00+00:00", "Verania welcomes offer, keeps guns", REACTION),
    ("harbour-dam", "Harbour Times", "2025-03-20T06:50:00+00:00", "Kastovia ready to share dam, Verania hesitates", RETELLING),
    ("cpa-exchange", "Continental Press Agency", "2025-03-22T16:30:00+00:00", "240 prisoners exchanged at San Almero", EXCHANGE),
]  # fmt: skip

HOSTS = {
    "Continental Press Agency": "cpa.example", "The Castelmar Herald": "castelmarherald.example", "Daily Ledger": "dailyledger.example",
    "Brask Evening Post": "braskpost.example", "Harbour Times": "harbourtimes.example", "NorthWire": "northwire.example", "The Meridian": "meridian.example",
}  # fmt: skip


def main() -> None:
    with OUT.open("w", encoding="utf-8") as out:
        for name, outlet, published, title, text in REPORTS:
            url = f"https://{HOSTS[outlet]}/{published[:10].replace('-', '/')}/{name}"
            row = {"id": name, "title": title, "outlet": outlet, "published": published, "url": url, "text": text}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{len(REPORTS)} reports in {OUT}")


if __name__ == "__main__":
    main()
