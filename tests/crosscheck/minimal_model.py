#!/usr/bin/python3
"""Minimal expected-value chain of Veghe's baseline (romania.toml, multiplier 4), written from docs/model.md alone.
Every parameter is read from docs/parameters.md; A[...] are my own assumptions where docs give no number.
Sections in [] are those of docs/model.md. Persons are a numerical sample (quadrature) of the national age x sex x
settlement table with independent attributes; everything after that is an expectation, no luck is drawn for events."""
import csv, re, os
import numpy as np
HERE = os.path.dirname(os.path.abspath(__file__)) + '/../..'; DATA = HERE + '/scenarios/data/'
P = {m[1]: float(m[2]) for m in re.finditer(r'^\| `([\w.]+)` \| ([-\d.e]+) \|', open(HERE + '/docs/parameters.md').read(), re.M)}
rows = lambda f: list(csv.DictReader(open(DATA + f)))
DT = 7 / 365.25; rng = np.random.default_rng(1); N = 400_000; M = P['observation.hidden_multiplier']
from math import erf
erf_ = np.vectorize(erf); Phi = lambda z: 0.5 * (1 + erf_(z / 2**.5))
A = dict(aged=2.5,                        # years from the census (Dec 2021) to the middle of the counted run
         abuse_girls=.10, abuse_boys=.05, # sexually abused before                       [not in docs]
         disability=.03, exposure=.60, skill=.45, complicit_share=.05, # means; complicity: share above 1/2 [not in docs]
         school_weeks=36, rural_km=15*1.3, ties_abroad=.05,
         out_of_reach=.06)                # docs 7.3, a measured number quoted there
A['home_abroad'] = ('self_report', 'family_or_neighbour', 'helpline')   # channels at home that also meet cases abroad

# ---- population [5, 6]: national single years x sex x settlement, aged to the middle of the run -------------------
pop = np.zeros((106, 2, 2)); g = {}                                # age, sex (0 girl/woman), settlement (0 town, 1 village)
for r in rows('population_county_age_2021.csv'):
    if r['population'] and r['age_group'] != 'all': g[r['group'], r['age_group']] = g.get((r['group'], r['age_group']), 0) + float(r['population'])
single = {}
for r in rows('population_single_age_0_19_2021.csv'):
    k = r['sex'], int(r['age']); single[k] = single.get(k, 0) + float(r['population'])
for (grp, ag), n in g.items():
    if grp not in ('female', 'male'): continue
    lo = int(ag.split('-')[0].rstrip('+')); hi = 95 if '+' in ag else lo + 4
    urban = g['urban', ag] / (g['urban', ag] + g['rural', ag])
    for a in range(lo, hi + 1):
        c = single[grp, a] if a < 20 else n / (hi - lo + 1)
        pop[a, int(grp == 'male')] += c * np.array([urban, 1 - urban])
total = pop.sum()
aged = np.zeros_like(pop)                                           # [7.11] everybody is 2 or 3 years older, births as before
for s in (2, 3): aged[s:] += pop[:-s] / 2; aged[:s] += pop[0] / 2
people_of = {r['county_code']: float(r['pop_2021']) for r in rows('counties.csv')}
ar = [(float(r['value']), people_of[r['county_code']]) for r in rows('indicators_county.csv') if r['indicator'] == 'arope_pct' and r['county_code'] in people_of]
arope = np.average([x for x, _ in ar], weights=[n for _, n in ar]) / 100
towns = np.array([float(r['pop_2021']) for r in rows('localities.csv') if r['residence'] == 'urban'])

def interp(x, pts, below):                                          # f(age): linear between declared ages [7.3]
    xs, ys = zip(*pts); y = np.interp(x, xs, ys); return np.where(x < below, 0, y)

def people(weights):
    """A sample of persons with independent attributes [5, 7.1]."""
    w = (weights[:, None, None] * aged).ravel(); cell = rng.choice(w.size, N, p=w / w.sum())
    a, s, v = np.unravel_index(cell, aged.shape); q = {}
    age = a + rng.random(N); q['age'] = age; q['boy'] = s == 1; q['village'] = v == 1; u = lambda: rng.random(N)
    minor = age < 18; q['minor'] = minor
    from_share = lambda shift: Phi(rng.standard_normal(N) + shift)    # above 1/2 with probability Phi(shift)
    norminv = lambda p: min(np.linspace(-4, 4, 8001), key=lambda z: abs(float(Phi(z)) - p))
    q['dep'] = from_share(norminv(arope))                           # assumption: above 1/2 with the share at risk
    q['propensity'] = from_share(norminv(A['complicit_share']))
    q['exposure'] = from_share(norminv(A['exposure']) * 2**.5); q['skill'] = from_share(norminv(A['skill']) * 2**.5)
    q['strict'] = u(); q['nights'] = u()
    q['debts'] = u() < P['debts.least_deprived'] + (P['debts.most_deprived'] - P['debts.least_deprived']) * q['dep']
    q['abuse'] = u() < np.where(q['boy'], A['abuse_boys'], A['abuse_girls']); q['disability'] = u() < A['disability']
    q['residential'] = minor & (u() < 12890 / 3.8e6)                # survey_indicators_national.csv
    q['away'] = minor & (u() < (184000 + 17187 + 15135) / 3.85e6)   # relatives and foster care
    q['parent_abroad'] = minor & (u() < .138)
    rate = np.select([age < 6, age < 11, age < 15, age < 19], [0, .86, .80, .84], 0)  # data/README: enrolment
    q['enrolled'] = u() < rate
    q['boarding'] = q['enrolled'] & (age >= 15) & (u() < 53000 / 680000)
    q['left'] = (age >= 15) & minor & ~q['enrolled']
    q['internet'] = u() < np.where(q['village'], .737, .886)
    q['working'] = u() < np.select([age < 18, age < 25, age < 55, age < 65], [0, .35, .74, .45], 0)
    # beliefs [7.1] and counselling [7.2]: sessions per pupil and year, personal doses in balance with their decay
    travel = np.where(q['village'], min(1, 2 * A['rural_km'] / P['counselling.speed_kmh'] / P['counselling.day_hours']), 0)
    q['hours'] = (1 - P['counselling.misuse']) * (1 - travel)       # relative to a full post's hours per pupil
    sess = q['enrolled'] * P['counselling.hours_per_week'] * q['hours'] * A['school_weeks'] / P['counselling.pupils_per_post']
    life = lambda k: P[k] / 52.18 / np.log(2)
    q['i'] = 1 - (1 - 2 * P['beliefs.internalised_mean'] * u()) * np.exp(-sess * P['counselling.internalised_dose'] * life('beliefs.internalised_half_life'))
    net = (1 - P['counselling.labelling']) * P['counselling.trust_dose'] - P['counselling.labelling'] * P['counselling.labelling_loss']
    q['trust'] = np.clip(2 * P['beliefs.trust_mean'] * u() + sess * net * life('beliefs.trust_half_life'), 0, 1)
    q['told'] = np.clip(2 * np.where(minor, P['beliefs.trust_child_protection'] * np.where(u() < P['beliefs.threatened_share'], 1 - P['beliefs.threat_loss'], 1), P['beliefs.trust_police']) * u(), 0, 1)
    q['informed'] = np.clip(2 * P['beliefs.informed_mean'] * u(), 0, 1); q['know'] = 2 * P['beliefs.report_mean'] * u()
    for n in ('stigma', 'normalisation', 'loyalty', 'duty'):        # norms: the mean of the settlement
        q[n] = np.where(q['village'], P[f'norms.{n}_rural'], P[f'norms.{n}_urban'])
    q['normalisation'] = (1 - (1 - q['normalisation']) * (1 - P['beliefs.normalised_at_home'] * q['propensity'])
                          * (1 - P['beliefs.normalised_online'] * q['exposure'] * minor * q['internet'])) * (1 - P['beliefs.denormalised'] * q['i'])
    q['loyalty'] = q['loyalty'] * np.where(minor, 1, P['beliefs.loyalty_adult'])
    return q

# ---- cases and detection [7.6], services [7.12], recording [7.7] --------------------------------------------------
c = np.linspace(1 - P['services.caseload_spread'], 1 + P['services.caseload_spread'], 201) * P['services.children_per_worker']
filled = P['services.filling'] / (P['services.filling'] + P['services.leaving'])
t_cp = np.minimum(1, filled * P['detection.worker_hours'] / (c * P['detection.child_hours'] + .1)).mean() * (1 - P['services.complicity_child_protection'])
t_pol = min(1, filled / (P['detection.police_background'] + .02)) * (1 - P['services.complicity_police'])
own = P['services.operator_hours'] / P['services.calling_hours']; calls = own + (1 - own) * P['services.callback']
ln = lambda sd: np.exp(sd * rng.standard_normal(N) - sd * sd / 2)
reg0 = np.minimum(1, (P['recording.efficiency'] + P['recording.efficiency_spread'] * (2 * rng.random(N) - 1)) * ln(P['recording.year_sd']) * ln(P['recording.centre_year_sd'])).mean()
rec_online = P['recording.counts_online'] + (1 - P['recording.counts_online']) * P['recording.counts_online_share']
r = P['recording.efficiency']; HIDDEN = (4 * r - 1) / (M * r - 1)   # [7.10]: 1 at multiplier 4
part = P['services.partnership'] * (1 - .15)                        # what departures of persons leave, roughly

def detect(q, w, k, online, abroad, sexual, years=(2022, 2027), extra=0):
    """Share of cases identified and registered; w: weights of persons, k: pathway, online: share of cases."""
    E = lambda x: float(np.average(x, weights=w)); minor = q['minor']
    odds = abroad / (1 - abroad) * (1 + P['offenders.organised_share'] * (P['offenders.organised_abroad'] - 1) * (k != 'family_complicity'))
    yrs = np.linspace(*years, 60); odds = odds * np.exp(-P['era.inward_trend'] * (yrs - P['era.reference_year'])) # [7.14]
    pa = float((odds / (1 + odds)).mean()); semi = P[k + '.semi_consensual']
    rec = P[k + '.recognition'] * np.where(q['boy'], 1 - sexual * (1 - P['cases.boys_recognition']), 1) * (1 - P['detection.normalisation_effect'] * q['normalisation'])
    rec = rec * (1 - semi * (1 - P['cases.semi_consensual_recognition'])); seen = 1 - semi * (1 - P['cases.semi_consensual_visibility'])
    D = lambda n: P['detection.' + n]; stig = np.exp(D('stigma_effect') * q['stigma']); loy = np.exp(D('loyalty_effect') * q['loyalty'])
    know = np.exp(D('knowledge_effect') * q['know']); pship = np.exp(D('coordination_effect') * part)
    report = np.where(minor, t_cp, t_pol) * (1 - P['services.reluctance']); tr = lambda n: np.exp(D('training_effect') * P['services.training_' + n])
    h = dict(self_report=D('self_report') * rec * np.exp(D('internalised_effect') * q['i'] + D('trust_effect') * q['told']) * know * stig * loy * report,
        family_or_neighbour=D('family_or_neighbour') * stig * np.exp(D('bystander_effect') * q['duty']) * report * seen,
        school=D('school') * q['enrolled'] * np.exp(D('trust_effect') * q['trust']) * tr('teacher') * (1 + D('counsellor_effect') * q['hours']) * pship * loy * report * seen,
        child_protection=D('child_protection') * minor * np.exp(D('care_effect') * (q['away'] | q['residential'])) * tr('social_worker') * pship * t_cp * np.where(q['residential'], 1 - P['services.complicity_care'] * (1 - P['homes.oversight']), 1) * seen,
        police=D('police') * tr('police') * t_pol * seen * np.ones(N), ngo=D('ngo') * pship * seen * np.ones(N),
        helpline=(D('helpline') * calls + D('child_line') * minor) * know, health=D('health') * report * seen)
    out = np.zeros(2); known = 0.
    for where, pw in (('home', 1 - pa), ('abroad', pa)):
        for att, pat in ((0, 1 - P['cases.attempted']), (1, P['cases.attempted'])):
            e = P['cases.attempted_exit'] if att else P['cases.self_exit']; res = {}
            for mode in ('person', 'online'):
                hh = {n: x * HIDDEN * D('scale') for n, x in h.items() if where == 'home' or n in A['home_abroad']}
                if where == 'abroad': hh['abroad'] = D('abroad') * seen * np.ones(N) * HIDDEN
                if mode == 'online' and 'police' in hh: hh['police'] = hh['police'] * D('online_police')
                ro = rec_online if mode == 'online' else 1
                tot = sum(hh.values()) + e + extra; ident = tot - e - (P['detection.abroad_lost'] * hh['abroad'] if where == 'abroad' else 0)
                mis = P['recording.misrouted'] * (1 - P['services.training_police'])
                regd = reg0 * ro * (ident - mis * (hh.get('police', 0) + extra))
                res[mode] = (tot, ident, regd)
            tp, ip, rp = res['person']; to, io, ro_ = res['online']; wo = P['cases.worsening']; pr = np.array([E(ip / tp), E(rp / tp)])
            on = np.array([E(io / (to + wo) + wo / (to + wo) * ip / tp), E(ro_ / (to + wo) + wo / (to + wo) * rp / tp)])
            out += pw * pat * ((1 - online) * pr + online * on)
    return out                                                       # identified, registered per case

# ---- returns [7.13]: who left exploitation comes back "into the same form, relation, mode and place"; counted here as
# cases of the pathway they were in (docs do not say so: the ledger has no other place for them). Starts empty. --------
def returns(ident):
    h = -np.log(1 - P['retrafficking.risk']) / P['retrafficking.years']
    h *= 1 - ident * .43 * (1 - np.exp(P['retrafficking.in_help_effect']))           # 37-49 % of identified helped [7.13]
    leave = P['cases.self_exit'] / (1 - ident); inside, left, gone, boost, w = 0., 0., [], 0., int(P['retrafficking.years'] / DT)
    for t in range(78 + 260):                                                        # per case recruited and year
        back = left * h; out_ = inside * leave; gone.append((out_ * DT) * np.exp(-h * P['retrafficking.years']))
        left += (out_ - back) * DT - (gone[t - w] if t >= w else 0); inside += (1 + back - out_) * DT
        boost += (1 + back) / 260 * (t >= 78)
    return boost

# ---- liberty of offenders [7.8]: free -> suspect -> on trial -> prison, averaged over the counted weeks -----------
def liberty(leads, noticed):
    fam, grp, org = (P['offenders.family_share'], P['offenders.group_share'], P['offenders.organised_share'])
    mates = fam * (P['offenders.family_size'] - 1) + grp * (P['offenders.group_size'] - 1) + org * (P['offenders.organised_size'] - 1)
    s = (leads * P['justice.opening_identified'] + noticed * P['justice.opening_noticed']) * (1 - P['services.complicity_police']) * (1 + P['justice.group_joined'] * mates)
    arr = P['justice.arrest'] * P['justice.pretrial_days'] / 365.25
    test = P['justice.testimony'] * .7; ind = P['justice.indictment'] * (test + (1 - test) * P['justice.indictment_without'])
    con = P['justice.conviction'] * (test + (1 - test) * P['justice.conviction_without']); u = (np.arange(1000) + .5) / 1000
    yrs = P['justice.served'] * (P['justice.sentence_low'] * (P['justice.sentence_high'] / P['justice.sentence_low'])**(u**P['justice.sentence_skew'])).mean() / 12 * (1 + P['justice.sentence_minor']) / 2
    F, S, T, J, held, conv, n = 1., 0., 0., 0., 0., 0., 0
    for t in range(78 + 260):
        new, a, b, o = F * s * DT, S * DT / 1.9, T * DT / 1.75, J * DT / yrs   # 1.9: stay of 687 days (docs, 7.8)
        prison = b * con * (1 - P['justice.suspended'])
        F += o + a * (1 - ind) + b - prison - new; S += new - a; T += a * ind - b; J += prison - o
        if t >= 78: held += J + s * F * arr; conv += b * con / DT; n += 1
    restraint = 1 - np.exp(-P['justice.deterrence'] * conv / n)
    return (1 - held / n) * (1 - restraint)

# ---- contact pathways [7.3, 7.4] ---------------------------------------------------------------------------------
def courting(k, q, traits, forms, extra_accept=1.):
    p = lambda n: P[f'{k}.{n}']; E = lambda x, w=None: float(np.average(x, weights=w))
    ceil = p('ceiling'); cap = ceil / np.exp(p('false_security'))
    acc = np.minimum(traits, cap) * np.exp(p('internalised_effect') * q['i'] + p('false_security') * q['informed'] * (1 - q['i'])) / ceil * extra_accept
    peers = P['beliefs.internalised_mean']; by = P.get(k + '.notice_bystanders', 0) * q['duty']
    note = p('notice') * np.exp(p('break_trust') * q['trust'] + by); brk = np.exp(p('break_internalised') * q['i'] + p('break_trust') * q['trust'] + p('break_peers') * peers)
    t1 = p('contact_advance') + p('contact_break') * brk + note; t2 = p('attachment_advance') + p('attachment_break') * brk + note
    p1, p2 = p('contact_advance') / t1, p('attachment_advance') / t2
    lam = (1 - np.exp(-p('approach') * P['era.demand'] * DT)) / DT * E(acc) * (1 - A['out_of_reach'] * (1 - P['offenders.look_again']))
    dur = E(1 / t1 + p1 / t2, acc); control = E(p1 * p2, acc); noticed = E(note / t1 + p1 * note / t2, acc)
    busy = lam * dur / (1 + lam * dur); contacts = lam * (1 - busy)          # attention of one: renewal of free and bound
    offenders = P['offenders.per_100k'] * p('offender_share') * total / 1e5 * M / 4
    w = acc * p1 * p2; lib = 1.
    ident, regd = detect(q, w, k, *forms)
    for _ in range(20):
        lead = contacts * control * lib * ident; lib = liberty(lead / max(lib, .1), contacts * noticed)
    found = lead * P['justice.opening_identified'] * P['justice.others_found']   # victims of the same offender
    ident, regd = detect(q, w, k, *forms, extra=found)
    true = offenders * lib * contacts * control
    return true, true * regd, dict(acc=E(acc), busy=busy, control=control, lib=lib, ident=ident, reg=regd, minor=E(q['minor'], w), girls=1 - E(q['boy'], w))

ages = np.arange(106); young = ((ages >= 8) & (ages <= 30)).astype(float); every = np.ones(106); out = {}
X = lambda k, q, **e: np.exp(sum(P[f'{k}.{n}_effect'] * x for n, x in e.items())) * np.where(q['boy'], P.get(k + '.boys', 1), 1)
F = lambda k, age, below, *a: interp(age, [(x, P[f'{k}.age_{x}']) for x in a], below)

def lover_boy():                                                     # [7.5]
    k = 'lover_boy'; q = people(young); n = people(every)            # class and friends: age of the anchor; neighbours: any age
    pick = rng.random(N) < P[k + '.neighbourhood_step']; q = {x: np.where(pick, n[x], q[x]) for x in q}
    f = interp(q['age'], [(11, P[k + '.age_11']), (13, P[k + '.age_13']), (14, P[k + '.age_14']), (15, P[k + '.age_15']), (17, 1), (18, P[k + '.age_18']), (21, P[k + '.age_21']), (25, P[k + '.age_25']), (30, P[k + '.age_30'])], 10)
    t = f * X(k, q, deprivation=q['dep'], away=q['away'], residential=q['residential'], boarding=q['boarding'], left_school=q['left'], prior_abuse=q['abuse'])
    return courting(k, q, t, (P[k + '.online_form'], P[k + '.abroad'], 1))
def online_grooming():
    k = 'online_grooming'; q = people(young)                         # anchor and tie of an age
    f = F(k, q['age'], 8, 9, 12, 14) ; f = np.where(q['age'] > 17, np.interp(q['age'], [17, 18, 25], [1, P[k + '.age_18'], P[k + '.age_25']]), f)
    lax = np.maximum(0, 1 - 2 * q['strict']) * q['minor']; strict = np.maximum(0, 2 * q['strict'] - 1) * q['minor']
    t = q['internet'] * P['era.internet'] * f * X(k, q, exposure=q['exposure'] - 1, lax=lax, strict=strict, deprivation=q['dep'], away=q['away'], prior_abuse=q['abuse'], skill=q['skill'])
    return courting(k, q, t, (P[k + '.online_form'], P[k + '.abroad'], 1))
def stranger_urban():
    k = 'stranger_urban'; q = people(young); visitor = rng.random(N) < P[k + '.visitors']
    q['village'] = q['village'] & visitor                            # those of the place live in a town; visitors anywhere
    size = rng.choice(towns, N, p=towns / towns.sum()); city = np.clip(np.log(size / P[k + '.smallest_town']) / np.log(P[k + '.largest_city'] / P[k + '.smallest_town']), 0, 1)
    f = F(k, q['age'], 10, 12, 14, 16, 18, 21, 25, 30); night = q['nights'] * np.where(q['minor'], 1 - q['strict'], 1)
    t = f * X(k, q, nights=night, deprivation=q['dep'], boarding=q['boarding'], left_school=q['left'], residential=q['residential'], prior_abuse=q['abuse'], city=city * ~q['village'], rural=q['village'])
    return courting(k, q, t, (0, P[k + '.abroad'], 1 - P[k + '.criminal_form']))
def peer_introduction():
    k = 'peer_introduction'; q = people(young); asked = people(young); ok = asked['enrolled']
    will = np.minimum(1, np.where(asked['boy'], 1, P[k + '.introducer_girls']) * np.exp(P[k + '.money_effect'] * (asked['dep'] - 1) + P[k + '.norm_effect'] * (asked['normalisation'] - 1) + P[k + '.legal_effect'] * asked['i']))
    extra = will[ok].mean() * (1 - (1 - ok.mean())**4); q = {x: v[rng.choice(np.flatnonzero(q['enrolled']), N)] for x, v in q.items()}
    f = F(k, q['age'], 11, 12, 13, 15, 17, 18) * (q['age'] < 20)
    t = f * X(k, q, deprivation=q['dep'], away=q['away'], residential=q['residential'], prior_abuse=q['abuse'])
    return courting(k, q, t, (P[k + '.online_form'], P[k + '.abroad'], 1 - P[k + '.criminal_form']), extra)

def family_complicity():                                             # three hazards of each child [7.5]
    k = 'family_complicity'; p = lambda n: P[f'{k}.{n}']; q = people((ages < 18).astype(float)); children = aged[:18].sum()
    base = p('deprivation_effect') * q['dep'] + p('complicity_effect') * q['propensity'] + p('debt_effect') * q['debts'] + p('abroad_effect') * q['parent_abroad'] + p('enrolled_effect') * q['enrolled'] + p('disability_effect') * q['disability']
    home = ~q['residential']; z = np.clip(rng.standard_normal(N), -2, 2); ce = p('ceiling'); v = q['village']
    e1 = p('base') * np.minimum(np.exp(base + p('rural_effect') * v), ce) * home
    e2 = p('begging_base') * np.minimum(interp(q['age'], [(2, p('begging_age_2')), (7, p('begging_age_7')), (12, p('begging_age_12')), (16, p('begging_age_16'))], 0) * np.exp(base + p('begging_town_effect') * ~v), ce) * np.exp(p('begging_county_sd') * z) * home
    fm = interp(q['age'], [(12, p('marriage_age_12')), (14, 1), (17, p('marriage_age_17'))], 11)
    e3 = p('marriage_base') * np.minimum(fm * np.exp(base + p('marriage_left_school_effect') * q['left'] + p('marriage_rural_effect') * v + p('marriage_norm_effect') * q['normalisation']), ce) * home * ~q['boy']
    w = (e1 + e2 + e3) * M / 4 * P['era.demand']; true = children * w.mean()
    ident, regd = detect(q, w, k, 0, p('abroad'), (.75 * e1.mean() + e3.mean()) / w.mean())
    return true, true * regd, dict(begging=children * e2.mean(), marriage=children * e3.mean(), ident=ident, reg=regd)
def institutional():                                                 # [7.5]; added after the first comparison
    k = 'institutional'; p = lambda n: P[f'{k}.{n}']; n_homes = 12890     # children in homes, survey_indicators_national.csv
    start = (ages >= 3) & (ages < 18); q = people(start * 1.0); aged_by = rng.uniform(1.5, 6.5, N)   # who lived there when the run began [assumed ages]
    q['age'] = rng.uniform(3, 18, N) + aged_by; q['minor'] = q['age'] < 18; former = ~q['minor']; q['residential'] = q['minor']; q['enrolled'] &= q['age'] < 19
    over = P['homes.oversight'] + P['homes.oversight_spread'] * (2 * rng.random(N) - 1); kids = P['homes.children_per_carer'] + P['homes.children_per_carer_spread'] * (2 * rng.random(N) - 1)
    bad = rng.random(N) < P['services.complicity_care'] * (1 - over); run = rng.random(N) < P['life.runaway'] * P['life.runaway_weeks'] / 52.18
    f = interp(q['age'], [(8, p('age_8')), (12, p('age_12')), (14, 1), (17, p('age_17')), (21, p('age_21')), (25, p('age_25'))], 6)
    inside = X(k, q, crowding=kids / p('reference_children') - 1, oversight=over, complicity=bad, runaway=run)
    t = f * np.where(former, np.where(q['boy'], p('boys'), 1) * np.exp(p('former_resident_effect')), inside) * np.exp(p('prior_abuse_effect') * q['abuse'] + p('disability_effect') * q['disability'])
    true, regd, more = courting(k, q, t, (p('online_form'), p('abroad'), 1 - p('criminal_form')))
    staff = n_homes * p('staff_base') * np.mean(bad * np.exp(p('oversight_effect') * over + p('disability_effect') * q['disability'])) * M / 4
    return true + staff, (true + staff) * more['reg'], dict(more, staff=staff)
def false_job_offer():
    k = 'false_job_offer'; p = lambda n: P[f'{k}.{n}']; q = people((ages >= 12).astype(float)); n = aged[12:].sum()
    f = interp(q['age'], [(14, p('age_14')), (18, p('age_18')), (25, 1), (40, p('age_40')), (60, p('age_60'))], 12)
    share = np.where(q['age'] < 65, np.interp(q['age'], [16, 20, 30, 45, 65], [P['life.intent_16'], P['life.intent_20'], P['life.intent_30'], P['life.intent_45'], 0]), 0)
    intent = rng.random(N) < share * np.where(q['working'], 1, P['life.intent_jobless']) * P['era.migration']
    season = rng.random(N) < (p('season_last') - p('season_first') + 1) / 12
    h = np.minimum(f * np.where(q['boy'], 1, p('women')) * np.exp(p('no_job_effect') * (~q['working'] & ~q['enrolled']) + p('intent_effect') * intent + p('debt_effect') * q['debts'] + p('deprivation_effect') * q['dep'] + p('tie_effect') * A['ties_abroad'] + p('returned_effect') * .015 + p('remote_effect') * q['village'] * A['rural_km'] / p('remote_km') + p('season_effect') * season), p('ceiling') / np.exp(p('false_security')))
    w = p('base') * h * np.exp(p('internalised_effect') * q['i'] + p('false_security') * q['informed'] * (1 - q['i'])) * M / 4 * P['era.demand']
    sexual = float(np.average(np.where(q['boy'], p('men_sexual'), p('women_sexual')), weights=w))
    offers = n * w.mean(); offenders = P['offenders.per_100k'] * p('offender_share') * total / 1e5 * M / 4
    ident, regd = detect(q, w, k, 0, p('abroad'), sexual); lib = liberty(offers / offenders * ident, 0); true = offers * lib
    return true, true * regd, dict(lib=lib, ident=ident, reg=regd, minor=float(np.average(q['minor'], weights=w)))

if __name__ == '__main__':
    print(f"{'pathway':20s} {'true/year':>10s} {'registered/year':>16s}")
    for fn in (lover_boy, online_grooming, family_complicity, stranger_urban, peer_introduction, false_job_offer, institutional):
        t, g_, more = fn(); x = returns(more['ident']); t *= x; g_ *= x; more['with_returns'] = x
        print(f'{fn.__name__:20s} {t:10.0f} {g_:16.1f}   ', ' '.join(f'{a}={b:.3f}' for a, b in more.items()))
    print('sources: docs/model.md (sections 5, 7.1-7.8, 7.10-7.12, 7.14), docs/parameters.md,', 'scenarios/data: population_county_age_2021, population_single_age_0_19_2021, indicators_county (arope), localities, survey_indicators_national; own assumptions:', A)
