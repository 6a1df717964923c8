"""What the mock server says of measures and exercises: a handful, and INVENTED where it is not the library's own title."""


def say(lang, english, romanian):
    return romanian if lang == "ro" else english


def number(key, en, ro, unit_en, unit_ro, low, high, step, default, current=None, whole=False):
    return lambda lang: {
        "key": key,
        "label": say(lang, en, ro),
        "unit": say(lang, unit_en, unit_ro),
        "kind": "number",
        "min": low,
        "max": high,
        "step": step,
        "default": default,
        "current": current,
        "choices": None,
        "whole": whole,
    }


def common(default=0.9):
    return [
        number(
            "coverage",
            "Share of those meant who are reached",
            "Partea celor vizați la care se ajunge",
            "%",
            "%",
            0,
            1,
            0.05,
            default,
        ),
        lambda lang: {
            "key": "start",
            "label": say(lang, "From", "De la"),
            "unit": "",
            "kind": "date",
            "min": "2022-01-03",
            "max": "2026-12-28",
            "step": None,
            "default": "2022-09-05",
            "current": None,
            "choices": None,
            "whole": False,
        },
        number(
            "ramp_weeks",
            "Weeks until it is all there",
            "Săptămâni până la deplina desfășurare",
            "weeks",
            "săptămâni",
            0,
            260,
            1,
            52,
            whole=True,
        ),
        lambda lang: {
            "key": "settlement",
            "label": say(lang, "Where", "Unde"),
            "unit": "",
            "kind": "choice",
            "min": None,
            "max": None,
            "step": None,
            "default": "",
            "current": None,
            "whole": False,
            "choices": [
                {"value": "", "label": say(lang, "towns and villages", "orașe și sate")},
                {"value": "urban", "label": say(lang, "towns", "orașe")},
                {"value": "rural", "label": say(lang, "villages", "sate")},
            ],
        },
    ]


GROUPS = {
    "school": ("School", "Școală"),
    "community": ("Community", "Comunitate"),
    "institutions": ("Institutions", "Instituții"),
    "shock": ("Shocks", "Șocuri"),
}


NAMES = {"school_counsellors": ("School counsellors", "Consilieri școlari")}


def measure(name, group, grade, en, ro, text_en, text_ro, controls):
    return lambda lang: {
        "id": name,
        "name": say(lang, *NAMES[name]) if name in NAMES else None,
        "title": say(lang, en, ro),
        "description": say(lang, text_en, text_ro),
        "does": "",
        "group": {"id": group, "label": say(lang, *GROUPS[group])},
        "grade": grade,
        "evidence": say(lang, f"none found ({grade})", f"nu s-a găsit nimic ({grade})"),
        "harm": say(lang, "A pupil may be labelled.", "Un elev poate fi etichetat."),
        "who": say(lang, "pupils", "elevi"),
        "shock": group == "shock",
        "featured": name == "curriculum",
        "controls": [control(lang) for control in controls],
    }


MEASURES = [
    measure(
        "school_counsellors",
        "school",
        "E",
        "One school counsellor for 500 pupils",
        "Un consilier școlar la 500 de elevi",
        "Counsellor posts rise from one for about 900 pupils to one for 500, over a year.",
        "Posturile de consilier cresc, în decurs de un an, de la unul la circa 900 de elevi la unul la 500.",
        [
            number(
                "pupils_per_counsellor",
                "Pupils for one counsellor",
                "Elevi la un consilier",
                "pupils",
                "elevi",
                100,
                2000,
                50,
                500,
                900,
                True,
            ),
            number(
                "protected_role",
                "Hours lost to discipline that are given back",
                "Ore pierdute cu disciplina care se redau",
                "%",
                "%",
                0,
                1,
                0.05,
                0,
            ),
            *common(1.0),
        ],
    ),
    measure(
        "curriculum",
        "school",
        "E",
        "Lessons in every school",
        "Lecții în fiecare școală",
        "Ten hours a year on relationships, consent and online safety in grades 6 to 10.",
        "Zece ore pe an despre relații, consimțământ și siguranță online în clasele VI–X.",
        [number("hours_per_year", "Lesson hours a year", "Ore de lecție pe an", "hours", "ore", 1, 40, 1, 10), *common()],
    ),
    measure(
        "rural_campaign",
        "community",
        "D",
        "A campaign made for villages",
        "O campanie făcută pentru sate",
        "Visits to villages with a campaign made for and with the people who live there.",
        "Vizite în sate cu o campanie făcută pentru oamenii de acolo și împreună cu ei.",
        [number("visits_per_year", "Visits a year", "Vizite pe an", "visits", "vizite", 0.2, 12, 0.2, 2), *common()],
    ),
    measure(
        "uniform_recording",
        "institutions",
        "E",
        "One rule of recording",
        "O singură regulă de înregistrare",
        "National criteria for the register.",
        "Criterii naționale pentru registru.",
        [
            number("uniformity", "How far the national rule holds", "Cât de mult ține regula națională", "%", "%", 0, 1, 0.05, 1),
            *common(1.0),
        ],
    ),
    measure(
        "staff_cut",
        "shock",
        "E",
        "Fewer staff for two years",
        "Personal mai puțin timp de doi ani",
        "Posts are cut and come back slowly.",
        "Posturile se reduc și revin încet.",
        common(),
    ),
]


def exercise(name, en, ro, measures, steps):
    setup = {"counties": ["DJ"], "measures": measures, "budget_per_year": None}
    return lambda lang: {
        "id": name,
        "title": say(lang, f"Exercise: {en}", f"Exercițiu: {ro}"),
        "about": say(lang, "What it is about.", "Despre ce este vorba."),
        "question": say(lang, f"What happens: {en}?", f"Ce se întâmplă: {ro}?"),
        "answers": [
            {"id": str(i), "text": text}
            for i, text in enumerate(
                [say(lang, "Fewer", "Mai puține"), say(lang, "More", "Mai multe"), say(lang, "No change", "Nicio schimbare")]
            )
        ],
        "setup": setup,
        "steps": [{"text": say(lang, "Vote, then run it.", "Votați, apoi rulați."), "setup": None}]
        + [{"text": say(lang, "Now with half.", "Acum cu jumătate."), "setup": {**setup, "measures": step}} for step in steps],
        "look_at": [say(lang, "Both ledgers.", "Ambele evidențe.")],
        "discussion": [say(lang, "What did you expect?", "La ce v-ați așteptat?")],
        "source": "Veghe",
        "minutes": 20,
    }


EXERCISES = [
    exercise(
        "counsellor_called_away",
        "the counsellor who is called away",
        "consilierul chemat în altă parte",
        [{"id": "school_counsellors", "values": {"protected_role": 0.5}}],
        [[{"id": "school_counsellors", "values": {"coverage": 0.5}}]],
    ),
    exercise("recording_rule", "the recording rule", "regula de înregistrare", [{"id": "uniform_recording", "values": {}}], []),
]
