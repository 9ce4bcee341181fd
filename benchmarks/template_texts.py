"""Texts that a site makes by filling in a form: every two of them are alike, and none is a copy of another."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    fill: Callable[[random.Random], str]


def instances(form: Form, count: int) -> Iterator[str]:
    """*count* texts, the same ones each time."""
    rng = random.Random(form.name)
    for _ in range(count):
        yield form.fill(rng)


_NAMES = (
    "Alder Bramley Corrigan Denholm Eastlake Fairweather Garrity Hollis Ingram Jessop Kirkwood Lomax Merton".split()
)
_FIRST = "Agnes Bernard Clara Desmond Edith Frank Gloria Harold Irene Joseph Kathleen Leonard Mildred Norman".split()
_TOWNS = "Ashford Birchwood Clayton Dunmore Elmhurst Fairview Glenwood Hartley Ivybridge Kenton Linfield".split()
_ORTE = "Altenau Bergfeld Dornbach Eichstedt Falkenau Grünwalde Hirschau Kaltental Lindow Mühlbach".split()
_FIRMS = "Aldwyn Borealis Castor Delphic Everline Fulmar Granite Heliosa Indigo Juniper Keystone Larkspur".split()


def _weather_en(rng: random.Random) -> str:
    town, low, wind = rng.choice(_TOWNS), rng.randint(2, 14), rng.randint(5, 25)
    return f"""Here is the forecast for {town} and the surrounding area from our weather desk. The day will begin with a temperature of {low} degrees in the early morning, rising to a high of {low + rng.randint(4, 11)} degrees in the afternoon. {rng.choice(["Sunny spells", "Cloudy skies", "Showers", "Fog patches"])} are expected for most of the day, with a {rng.randint(0, 10) * 10} percent chance of rain after noon.

Winds will come from the {rng.choice(["north", "south", "west", "south west"])} at {wind} to {wind + rng.randint(5, 15)} kilometres an hour, with gusts of up to {wind + 30} on higher ground. The humidity will be around {rng.randint(40, 95)} percent and the air pressure {rng.randint(990, 1035)} hectopascals. The sun rises at {rng.randint(4, 8)}.{rng.randint(10, 59)} and sets at {rng.randint(16, 21)}.{rng.randint(10, 59)}.

The outlook for the next three days is {rng.choice(["mixed", "settled", "wet", "warmer"])}, with highs of {rng.randint(5, 25)}, {rng.randint(5, 25)} and {rng.randint(5, 25)} degrees. The pollen count is {rng.choice(["low", "moderate", "high"])}. Drivers are asked to take care on untreated roads, and walkers in the hills should check the latest warnings before they set out. This forecast was made automatically from the data of the weather service and is brought up to date every six hours."""


def _weather_de(rng: random.Random) -> str:
    low = rng.randint(-4, 12)
    return f"""In {rng.choice(_ORTE)} und Umgebung erwartet die Menschen heute ein {rng.choice(["heiterer", "trüber", "windiger", "nasser"])} Tag. Am Morgen liegen die Temperaturen bei {low} Grad, im Laufe des Nachmittags klettert das Thermometer auf {low + rng.randint(3, 10)} Grad. Die Regenwahrscheinlichkeit beträgt {rng.randint(0, 20) * 5} Prozent, die Sonne zeigt sich {rng.randint(0, 12)} Stunden lang.

Der Wind weht mit {rng.randint(5, 40)} Kilometern pro Stunde aus {rng.choice(["Norden", "Westen", "Südwesten", "Osten"])}, in Böen erreicht er {rng.randint(41, 80)} Kilometer pro Stunde. In der Nacht kühlt es auf {low - rng.randint(1, 5)} Grad ab. Die Luftfeuchtigkeit liegt bei {rng.randint(40, 98)} Prozent.

Auch morgen bleibt es {rng.choice(["wechselhaft", "freundlich", "kühl", "mild"])}: Bei Höchstwerten um {rng.randint(3, 24)} Grad und einer Regenwahrscheinlichkeit von {rng.randint(0, 20) * 5} Prozent ziehen zeitweise Wolken auf. Dieser Text wurde auf Grundlage von Daten des Wetterdienstes automatisch erstellt und wird mehrmals täglich aktualisiert."""


def _shares(rng: random.Random) -> str:
    firm, price, move = rng.choice(_FIRMS), rng.uniform(8, 300), rng.uniform(0.2, 6)
    return f"""Shares of {firm} {rng.choice(["Holdings", "Group", "Industries", "Energy"])} closed {rng.choice(["up", "down"])} {move:.2f} percent at ${price:.2f} on {rng.choice(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"])}, in a session that saw the broader market move {rng.uniform(0.1, 2):.2f} percent to {rng.randint(3900, 5200)} points. The stock ended the day ${rng.uniform(1, 40):.2f} below its 52-week high of ${price * 1.2:.2f}, which the company reached on {rng.choice(["January", "March", "May", "August"])} {rng.randint(1, 28)}.

The stock's performance was {rng.choice(["mixed", "stronger", "weaker"])} when compared with some of its competitors, as {rng.choice(_FIRMS)} rose {rng.uniform(0.1, 3):.2f} percent to ${rng.uniform(8, 300):.2f} and {rng.choice(_FIRMS)} fell {rng.uniform(0.1, 3):.2f} percent to ${rng.uniform(8, 300):.2f}. Trading volume of {rng.uniform(0.5, 9):.1f} million shares remained below its 50-day average volume of {rng.uniform(5, 12):.1f} million.

The company has a market value of ${rng.uniform(1, 90):.1f} billion and trades at {rng.uniform(8, 40):.1f} times its expected earnings. Over the past twelve months its shares have gained {rng.uniform(1, 60):.1f} percent. This story was generated by our newsroom's software from data of the exchange."""


def _obituary(rng: random.Random) -> str:
    first, name, town = rng.choice(_FIRST), rng.choice(_NAMES), rng.choice(_TOWNS)
    born = rng.randint(1925, 1960)
    return f"""{first} {rng.choice("ABCDEFGHJKL")}. {name}, {2025 - born}, of {town}, passed away peacefully on {rng.choice(["January", "February", "March", "April"])} {rng.randint(1, 28)}, 2025, surrounded by family. Born on {rng.choice(["June", "July", "August", "September"])} {rng.randint(1, 28)}, {born}, in {rng.choice(_TOWNS)}, a child of the late {rng.choice(_FIRST)} and {rng.choice(_FIRST)} {name}, {first} was a graduate of {rng.choice(_TOWNS)} High School and worked for {rng.randint(12, 44)} years at the {rng.choice(["paper mill", "county hospital", "post office", "bus company", "town library"])}.

{first} loved {rng.choice(["gardening", "fishing", "quilting", "bowling", "the choir"])}, {rng.choice(["crossword puzzles", "long drives", "baking", "card games"])} and above all the grandchildren. Survivors include {rng.randint(2, 6)} children, {rng.randint(3, 14)} grandchildren and {rng.randint(0, 9)} great-grandchildren. Along with both parents, {first} was preceded in death by a brother, {rng.choice(_FIRST)}, and a sister, {rng.choice(_FIRST)}.

A funeral service will be held at {rng.randint(9, 15)} o'clock on Saturday at St {rng.choice(_FIRST)}'s Church in {town}, with visitation one hour before the service. Interment will follow at {rng.choice(_TOWNS)} Cemetery. In lieu of flowers, memorial contributions may be made to the charity of the donor's choice. The family would like to thank the nurses and staff for their kind and loving care. Arrangements are entrusted to {rng.choice(_NAMES)} and Sons Funeral Home. Online condolences may be left on the website of the funeral home."""


def _lottery(rng: random.Random) -> str:
    numbers = ", ".join(map(str, sorted(rng.sample(range(1, 50), 6))))
    return f"""Die Gewinnzahlen der Ziehung vom {rng.choice(["Mittwoch", "Samstag"])}, dem {rng.randint(1, 28)}. {rng.choice(["Januar", "März", "Juni", "Oktober"])}, stehen fest. Gezogen wurden die Zahlen {numbers}. Die Superzahl lautet {rng.randint(0, 9)}. Beim Spiel 77 ist es die Nummer {rng.randint(1000000, 9999999)}, bei der Super 6 die Nummer {rng.randint(100000, 999999)}.

Im Jackpot liegen diesmal rund {rng.randint(2, 45)} Millionen Euro. Die Chance, sechs Richtige und die Superzahl zu tippen, liegt bei etwa 1 zu 140 Millionen. Wer gewonnen hat, sollte sich innerhalb der gesetzlichen Frist bei seiner Annahmestelle melden und den Spielschein gut aufbewahren. Alle Angaben ohne Gewähr. Glücksspiel kann süchtig machen; Hilfe finden Betroffene und Angehörige unter der kostenlosen Nummer der Bundeszentrale. Annahmeschluss für die nächste Ziehung ist am Ziehungstag um 18 Uhr."""


def _match(rng: random.Random) -> str:
    home, away = rng.sample(_TOWNS, 2)
    return f"""{home} {rng.choice(["beat", "lost to", "drew with"])} {away} {rng.randint(0, 5)}-{rng.randint(0, 5)} in the county league on Saturday in front of {rng.randint(80, 2400)} spectators. {rng.choice(_NAMES)} opened the scoring in the {rng.randint(2, 40)}th minute with a {rng.choice(["header", "free kick", "low shot", "penalty"])}, and {rng.choice(_NAMES)} added the second {rng.randint(3, 30)} minutes later after a pass from {rng.choice(_NAMES)}.

After the break {away} put more pressure on the defence of the home side, but goalkeeper {rng.choice(_FIRST)} {rng.choice(_NAMES)} made {rng.randint(2, 9)} saves. Coach {rng.choice(_FIRST)} {rng.choice(_NAMES)} spoke of a {rng.choice(["deserved", "bitter", "lucky"])} result. {home} are now {rng.randint(1, 14)}th in the table with {rng.randint(3, 60)} points from {rng.randint(5, 30)} matches, and travel to {rng.choice(_TOWNS)} next week. {away} stay {rng.randint(1, 14)}th. The referee showed {rng.randint(0, 7)} yellow cards."""


def _quake_ja(rng: random.Random) -> str:
    hour, minute = rng.randint(0, 23), rng.randint(0, 59)
    return f"""{rng.randint(1, 12)}月{rng.randint(1, 28)}日{hour}時{minute}分ごろ、地震がありました。震源地は{rng.choice(["青浜県沖", "北浦湾", "白根地方", "南海道東部"])}で、震源の深さは約{rng.randint(1, 12) * 10}キロ、地震の規模を示すマグニチュードは{rng.uniform(3, 6):.1f}と推定されます。この地震による津波の心配はありません。最大震度は{rng.randint(1, 4)}で、{rng.choice(["青浜市", "北浦町", "白根村", "南海市"])}などで観測されました。

この地震について、緊急地震速報は発表していません。今後の情報に注意してください。揺れの強かった地域では、落石やがけ崩れなどの危険性が高まっているおそれがありますので、今後の地震活動や雨の状況に注意してください。今回の記事は発表された資料をもとに自動で作成しています。震度{rng.randint(1, 4)}を観測した地点は{rng.randint(1, 40)}か所、震度1は{rng.randint(1, 80)}か所でした。"""


def _weather_zh(rng: random.Random) -> str:
    low = rng.randint(-5, 22)
    return f"""据市气象台{rng.randint(6, 18)}时发布的预报，今天白天{rng.choice(["晴转多云", "阴有小雨", "多云", "晴"])}，{rng.choice(["北风", "南风", "东北风"])}{rng.randint(1, 3)}到{rng.randint(4, 6)}级，最高气温{low + rng.randint(5, 11)}度；今天夜间{rng.choice(["多云", "晴", "阴"])}，最低气温{low}度。相对湿度百分之{rng.randint(20, 95)}，空气质量指数{rng.randint(20, 180)}，紫外线强度{rng.choice(["弱", "中等", "强"])}。

明天白天最高气温{low + rng.randint(5, 11)}度，后天{low + rng.randint(5, 11)}度，降水概率分别为百分之{rng.randint(0, 10) * 10}和百分之{rng.randint(0, 10) * 10}。气象台提醒市民，早晚温差较大，请根据天气变化及时增减衣物，外出时注意交通安全，老人和儿童应当避免长时间在户外活动。以上内容由本站根据气象部门公布的数据自动生成，每六小时更新一次，具体情况请以气象部门最新发布的信息为准。"""


def _police(rng: random.Random) -> str:
    return f"""A {rng.randint(18, 79)}-year-old {rng.choice(["man", "woman"])} from {rng.choice(_TOWNS)} was arrested on {rng.choice(["Sunday", "Monday", "Friday", "Saturday"])} at about {rng.randint(1, 12)}.{rng.randint(10, 59)} {rng.choice(["am", "pm"])} on {rng.choice(_NAMES)} Street after a report of {rng.choice(["shoplifting", "a break-in", "reckless driving", "a disturbance"])}, police in {rng.choice(_TOWNS)} said. Officers found {rng.choice(["a bag of tools", "stolen jewellery", "two bicycles", "a small amount of drugs"])} worth about ${rng.randint(50, 4000)}.

The suspect was taken to the county jail, where bail was set at ${rng.randint(1, 50) * 500}. The case number is {rng.randint(2024, 2026)}-{rng.randint(10000, 99999)}. All suspects are presumed innocent until proven guilty in a court of law. Anyone with information is asked to call the police at the number given on the website of the county, or to leave an anonymous tip with Crime Watch. Rewards of up to $1,000 are paid for information that leads to an arrest."""


FORMS = (
    Form("weather en", _weather_en),
    Form("weather de", _weather_de),
    Form("weather zh", _weather_zh),
    Form("shares", _shares),
    Form("obituary", _obituary),
    Form("lottery", _lottery),
    Form("match", _match),
    Form("earthquake ja", _quake_ja),
    Form("police", _police),
)
