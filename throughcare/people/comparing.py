"""How likely it is that two records are of one person: Splink's sum over the pack's fields.

Splink and what it brings are imported where they are used: pages are served without them.
"""

import logging
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from throughcare.foundation.packs.matching import Field, Matching, Weight

AT_ONCE = 2_500  # what it takes grows with the square of this, and each round costs the same anew


@dataclass(frozen=True)
class Traits:
    """What one person is compared by. Names are keys, days ISO text, postcodes without spaces."""

    given: str = ""
    family: str = ""
    givens: tuple[str, ...] = ()
    """Every given name they go or went by; so for the others."""
    families: tuple[str, ...] = ()
    born: str = ""
    births: tuple[str, ...] = ()
    crn: tuple[str, ...] = ()
    nomis: tuple[str, ...] = ()
    pnc: tuple[str, ...] = ()
    cro: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    sex: str = ""


@dataclass(frozen=True)
class Part:
    """What one field says: how far the two agree, and what that is worth, in powers of two."""

    field: str
    level: str
    """Empty where nothing can be said."""
    weight: float


@dataclass(frozen=True)
class Sum:
    """What all fields say together, with what speaks against any two people at random."""

    weight: float
    parts: tuple[Part, ...]

    def is_same(self, rule: Matching) -> bool:
        """Whether the program may say by itself that they are one."""
        fields = rule.fields
        asks = any(fields[one.field].asks(one.level) for one in self.parts)
        return self.weight >= rule.same_from and not asks


def weigh(
    pairs: Sequence[tuple[Traits, Traits]],
    *,
    rule: Matching,
    weights: Mapping[tuple[str, str], Weight],
    rarity: Mapping[str, Mapping[str, float]],
    least: float,
) -> dict[int, Sum]:
    """The sums of those pairs that come to at least so much, by their place in the list.

    `rarity`: by column, which share of all names each value has.
    """
    sums: dict[int, Sum] = {}
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        linker, sides = _linker_over(some, rule=rule, weights=weights)
        for column, shares in rarity.items():
            rows = [{column: value, f"tf_{column}": share} for value, share in shares.items()]
            linker.table_management.register_term_frequency_lookup(
                sides[0].db_api.register(rows), column
            )
        found = linker.inference.predict_between(
            *sides, threshold_match_weight=least, warning_mode="never"
        )
        for row in found.as_record_list():
            sums[start + row["pair_l"]] = _sum(row, rule)
    return sums


def _linker_over(
    pairs: Sequence[tuple[Traits, Traits]],
    *,
    rule: Matching,
    weights: Mapping[tuple[str, str], Weight],
) -> tuple[Any, tuple[Any, Any]]:
    """Splink over these pairs and no others: the two records of each stand in one row."""
    from splink import Linker

    database = _database()
    left, right = (
        database.register(
            _table([{"pair": n, **vars(pair[side])} for n, pair in enumerate(pairs)]),
            dataset_display_name=("one", "other")[side],
        )
        for side in (0, 1)
    )
    return Linker([left, right], _settings(rule, weights)), (left, right)


def learner(people: Sequence[tuple[int, Traits]], *, rule: Matching) -> Any:
    """Splink over these records, for learning what levels are worth. The number in front says whose
    each record is; it becomes the column `who`.
    """
    from splink import Linker

    rows = [{"pair": n, "who": who, **vars(one)} for n, (who, one) in enumerate(people)]
    table = _database().register(_table(rows))
    return Linker(table, _settings(rule, {}) | {"link_type": "dedupe_only"})


def _database() -> Any:
    """DuckDB in memory, on one thread: this is work beside the pages."""
    import duckdb
    from splink import DuckDBAPI

    logging.getLogger("splink").setLevel(logging.ERROR)
    connection = duckdb.connect(config={"threads": 1})
    connection.sql("set enable_progress_bar = false")
    return DuckDBAPI(connection)


def _table(rows: list[dict[str, Any]]) -> Any:
    """Rows whose columns have a type also where all of them are empty."""
    import pyarrow

    text, several, number = pyarrow.string(), pyarrow.list_(pyarrow.string()), pyarrow.int64()
    kinds = {one.name: text if one.type is str else several for one in fields(Traits)}
    schema = pyarrow.schema([(name, kinds.get(name, number)) for name in rows[0]])
    return pyarrow.Table.from_pylist(rows, schema=schema)


def _settings(rule: Matching, weights: Mapping[tuple[str, str], Weight]) -> dict[str, Any]:
    """The pack's model in Splink's words."""
    return {
        "link_type": "link_only",
        "unique_id_column_name": "pair",
        "probability_two_random_records_match": 1 / rule.one_in,
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": "l.pair = r.pair", "sql_dialect": "duckdb"}
        ],
        "retain_intermediate_calculation_columns": True,
        "retain_matching_columns": True,
        "comparisons": [_comparison(field, weights) for field in rule.field],
    }


def _comparison(field: Field, weights: Mapping[tuple[str, str], Weight]) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": field.missing, "label_for_charts": "-", "is_null_level": True}
    ]
    for level in field.level:
        said: dict[str, Any] = {
            "sql_condition": level.when or "ELSE",
            "label_for_charts": level.id,
        }
        if known := weights.get((field.id, level.id)):
            said |= {"m_probability": known.m, "u_probability": known.u}
        if level.rarity:
            said |= {"tf_adjustment_column": level.rarity, "tf_adjustment_weight": 1.0}
        levels.append(said)
    return {"output_column_name": field.id, "comparison_levels": levels}


def _sum(row: Mapping[str, Any], rule: Matching) -> Sum:
    parts = []
    for field in rule.field:
        # Splink counts levels from the last, which is 0, and calls it -1 where one is missing.
        from_the_last = row[f"gamma_{field.id}"]
        level = field.level[-1 - from_the_last].id if from_the_last >= 0 else ""
        worth = row[f"mw_{field.id}"] + row.get(f"mw_tf_adj_{field.id}", 0.0)
        parts.append(Part(field.id, level, round(worth, 2)))
    return Sum(round(row["match_weight"], 2), tuple(parts))


def times(weight: float) -> int:
    """How many times likelier a weight makes it, rounded to what can be said: 3, 90, 2,000."""
    exact = math.pow(2, abs(weight))
    place = int(math.pow(10, len(str(int(exact))) - 1))
    return round(exact / place) * place
