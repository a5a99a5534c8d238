"""What a page about a case shows besides its entries: appointments, orders, levels, flags, plans.

Written by SQL from the people already there; every value follows from their number.
"""

AT = "marking, open_to_custody, open_to_community, open_to_nation, person_id"
PLACE = "0, p.open_to_custody, p.open_to_community, p.open_to_nation, p.id"

MANY = "case when p.id % 10 = 0 then 39 else 3 + p.id % 11 end"

STATEMENTS = (
    # one person in ten has forty appointments, the others four to fourteen: one to come, the others
    # past, the newest without an outcome
    f"""insert into supervision_appointment ({AT}, version, id, type, type_text, starts_at, place,
            with_name, description, counts, cancelled_why, latest_id)
        select {PLACE}, 1, md5('a' || p.id || '.' || n)::uuid, 'COAP', 'Office appointment',
               timestamptz '2026-12-01 10:00+00' - n * interval '9 days'
               + p.id % 300 * interval '1 minute',
               'Room 2', 'Colleague', '', true, '',
               case when n > 1 then md5('r' || p.id || '.' || n)::uuid end
          from people_person p cross join generate_series(0, {MANY}) n""",
    f"""insert into supervision_recording ({AT}, id, number, outcome, outcome_text, happened,
            is_failure, rule, enforcement, why_corrected, recorded_at, appointment_id)
        select {PLACE}, md5('r' || p.id || '.' || n)::uuid, 1, 'ATTC', 'Attended - complied',
               'attended-complied', false, '', '', '',
               timestamptz '2026-12-01 11:00+00' - n * interval '9 days',
               md5('a' || p.id || '.' || n)::uuid
          from people_person p cross join generate_series(2, {MANY}) n""",
    f"""insert into sentences_conviction ({AT}, version, id, number, court, responsible_court,
            outcome, convicted_on, is_active)
        select {PLACE}, 1, md5('c' || p.id)::uuid, '1', 'Crown Court', '', '',
               date '2025-01-01' + (p.id % 300)::int, true
          from people_person p""",
    f"""insert into sentences_order ({AT}, version, id, kind, code, title, length, length_unit,
            second_length_unit, length_text, end_reason, is_post_sentence_supervision, started_on,
            ends_on, conviction_id)
        select {PLACE}, 1, md5('o' || p.id)::uuid, 'community', '', 'Community order', 24,
               'months', '', '', '', false, date '2025-01-01' + (p.id % 300)::int,
               date '2027-01-01' + (p.id % 300)::int, md5('c' || p.id)::uuid
          from people_person p""",
    f"""insert into risk_harmlevel ({AT}, id, "group", setting, level, assessed_on, assessed_by,
            reason, recorded_at)
        select {PLACE}, md5('h' || p.id || g)::uuid, g, 'community', 'medium', date '2026-05-01',
               'Colleague', 'Assessed', timestamptz '2026-05-01 09:00+00'
          from people_person p cross join unnest(array['public', 'known-adult', 'children']) g""",
    f"""insert into risk_flag ({AT}, version, id, type, code, title, register_code, register,
            category, level, colour, notes, end_note, is_active, raised_by, started_on, review_on)
        select {PLACE}, 1, md5('f' || p.id || '.' || n)::uuid, '', 'X' || n, 'A flag ' || n, '', '',
               '', '', '', '[]', '', true, 'Colleague', date '2026-01-01', date '2027-01-01'
          from people_person p cross join generate_series(1, 3) n""",
    f"""insert into plans_plan ({AT}, id, kind, opened_on, closing_reason, version)
        select {PLACE}, md5('p' || p.id)::uuid, 'sentence', date '2026-03-01', '', 1
          from people_person p""",
    f"""insert into plans_objective ({AT}, id, title, need, "order", changed_at, version, plan_id)
        select {PLACE}, md5('j' || p.id || '.' || n)::uuid, 'Objective ' || n, '', n,
               timestamptz '2026-03-01 09:00+00', 1, md5('p' || p.id)::uuid
          from people_person p cross join generate_series(1, 3) n""",
    f"""insert into plans_step ({AT}, id, title, who, who_named, due_on, "order", closing_note,
            changed_at, version, objective_id)
        select {PLACE}, md5('s' || p.id || '.' || n || '.' || m)::uuid, 'Step ' || m, 'person', '',
               date '2026-11-01' + (p.id % 90)::int + m, m, '', timestamptz '2026-03-01 09:00+00',
               1, md5('j' || p.id || '.' || n)::uuid
          from people_person p cross join generate_series(1, 3) n
               cross join generate_series(1, 2) m""",
)

TABLES = tuple(dict.fromkeys(statement.split()[2] for statement in STATEMENTS))
