"""What a condition may consist of, to be asked of a running server.

Sources: PostgreSQL 15, src/include/nodes/parsenodes.h and primnodes.h (kinds and their parts); its documentation,
chapter 9 (functions) and chapter 8 (types).
"""

from __future__ import annotations

from typing import Final

PARTS: Final = {
    "A_ArrayExpr": "elements list_start list_end",
    "A_Const": "isnull ival fval sval boolval",
    "A_Expr": "kind name lexpr rexpr rexpr_list_start rexpr_list_end",
    "A_Star": "",
    "Alias": "aliasname colnames",
    "BoolExpr": "boolop args",
    "BooleanTest": "arg booltesttype",
    "CaseExpr": "arg args defresult",
    "CaseWhen": "expr result",
    "CoalesceExpr": "args",
    "ColumnRef": "fields",
    "CommonTableExpr": "ctename aliascolnames ctematerialized ctequery",
    "FuncCall": "funcname args agg_order agg_filter agg_star agg_distinct funcformat",
    "JoinExpr": "jointype isNatural larg rarg usingClause join_using_alias quals alias",
    "List": "items",
    "MinMaxExpr": "op args",
    "NullTest": "arg nulltesttype",
    "RangeSubselect": "subquery alias lateral",
    "RangeVar": "schemaname relname inh relpersistence alias",
    "ResTarget": "name val",
    "RowExpr": "args row_format",
    "SQLValueFunction": "op typmod",
    "SelectStmt": "distinctClause targetList fromClause whereClause groupClause groupDistinct havingClause valuesLists "
    "sortClause limitOffset limitCount limitOption withClause op all larg rarg",
    "SortBy": "node sortby_dir sortby_nulls",
    "String": "sval",
    "SubLink": "subLinkType testexpr operName subselect",
    "TypeCast": "arg typeName",
    "TypeName": "names typmods typemod arrayBounds",
    "WithClause": "ctes",
    "Integer": "ival",
    "Float": "fval",
    "Boolean": "boolval",
}
"""The kinds of expressions that may be asked, each with the parts that it may have."""

OF_ONE_KIND: Final = {
    "alias": "Alias",
    "join_using_alias": "Alias",
    "larg": "SelectStmt",
    "rarg": "SelectStmt",
    "typeName": "TypeName",
    "withClause": "WithClause",
}
"""The parts that are of one kind always, so that the tree does not name it."""

FUNCTIONS: Final = frozenset(
    (
        "abs",
        "array_length",
        "avg",
        "bool_and",
        "bool_or",
        "btrim",
        "cardinality",
        "ceil",
        "ceiling",
        "char_length",
        "character_length",
        "coalesce",
        "concat",
        "count",
        "date_part",
        "date_trunc",
        "every",
        "extract",
        "floor",
        "jsonb_array_length",
        "jsonb_typeof",
        "left",
        "length",
        "like_escape",
        "lower",
        "ltrim",
        "max",
        "min",
        "mod",
        "now",
        "nullif",
        "octet_length",
        "position",
        "right",
        "round",
        "rtrim",
        "starts_with",
        "strpos",
        "substring",
        "sum",
        "timezone",
        "to_regclass",
        "upper",
    )
)
"""Functions that compute from what they are given, and no more."""

TYPES: Final = frozenset(
    (
        "bool",
        "bpchar",
        "bytea",
        "char",
        "date",
        "float4",
        "float8",
        "inet",
        "int2",
        "int4",
        "int8",
        "interval",
        "json",
        "jsonb",
        "name",
        "numeric",
        "text",
        "time",
        "timestamp",
        "timestamptz",
        "timetz",
        "uuid",
        "varchar",
    )
)
"""Types of PostgreSQL that a text becomes without anybody's function."""
