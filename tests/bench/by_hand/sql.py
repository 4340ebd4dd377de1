"""Questions as one would write them in SQL: with the columns that Qanun has of them, or as if nothing were
unknown.

What keeps unknowns says which facts are missing, as Qanun does: by NULL in three values, and a list of the
facts whose NULL stands in the place of an answer.
"""

OPENED = "crossed_guarded_border AND (lacked_required_documents OR bypassed_checkpoint)"
ASYLUM = "NOT is_az_citizen AND came_to_seek_political_asylum AND NOT acts_contain_another_offence"
CROSSING = f"""
SELECT CASE WHEN applies IS NULL THEN 'unknown' WHEN applies THEN 'yes' WHEN opened THEN 'barred'
    ELSE 'no' END AS illegal_crossing_verdict,
  applies AS illegal_crossing_value,
  CASE WHEN NOT opened THEN 'not applicable' WHEN opened AND asylum THEN 'barred'
    WHEN opened AND NOT asylum THEN 'in force' END AS illegal_crossing_state,
  needs AS illegal_crossing_needs,
  CASE WHEN applies IS NULL THEN 'unknown' WHEN applies THEN 'yes' ELSE 'no' END AS criminally_liable_verdict,
  applies AS criminally_liable_value,
  CASE WHEN applies THEN 'in force' WHEN NOT applies THEN 'not applicable' END AS criminally_liable_state,
  needs AS criminally_liable_needs
FROM (SELECT *, CASE WHEN applies IS NOT NULL THEN CAST([] AS VARCHAR[]) ELSE list_filter([
    CASE WHEN opened IS NULL AND crossed_guarded_border IS NULL THEN 'crossed_guarded_border' END,
    CASE WHEN opened IS NULL AND without IS NULL AND lacked_required_documents IS NULL
      THEN 'lacked_required_documents' END,
    CASE WHEN opened IS NULL AND without IS NULL AND bypassed_checkpoint IS NULL
      THEN 'bypassed_checkpoint' END,
    CASE WHEN asylum IS NULL AND is_az_citizen IS NULL THEN 'is_az_citizen' END,
    CASE WHEN asylum IS NULL AND came_to_seek_political_asylum IS NULL
      THEN 'came_to_seek_political_asylum' END,
    CASE WHEN asylum IS NULL AND acts_contain_another_offence IS NULL
      THEN 'acts_contain_another_offence' END], lambda fact: fact IS NOT NULL) END AS needs
  FROM (SELECT *, opened AND NOT asylum AS applies
    FROM (SELECT *, {OPENED} AS opened, {ASYLUM} AS asylum,
      lacked_required_documents OR bypassed_checkpoint AS without FROM cases)))"""
CROSSING_WITHOUT = f"""
SELECT CASE WHEN opened AND NOT asylum THEN 'yes' WHEN opened THEN 'barred' ELSE 'no' END AS verdict,
  opened AND NOT asylum AS value,
  CASE WHEN NOT opened THEN 'not applicable' WHEN asylum THEN 'barred' ELSE 'in force' END AS state,
  CASE WHEN opened AND NOT asylum THEN 'yes' ELSE 'no' END AS liable, opened AND NOT asylum AS liable_value,
  CASE WHEN opened AND NOT asylum THEN 'in force' ELSE 'not applicable' END AS liable_state
FROM (SELECT {OPENED} AS opened, {ASYLUM} AS asylum FROM cases)"""

TAXES = """(SELECT x,
  CASE WHEN x <= 18200 THEN 0 WHEN x <= 37000 THEN floor((x - 18200) * 19) / 100
    WHEN x <= 90000 THEN 3572 + floor((x - 37000) * 32.5) / 100
    WHEN x <= 180000 THEN 20797 + floor((x - 90000) * 37) / 100
    WHEN x > 180000 THEN 54097 + floor((x - 180000) * 45) / 100 END AS basic,
  CASE WHEN x <= 37000 THEN 445 WHEN x < 66667 THEN greatest(0, floor(44500 - (x - 37000) * 1.5) / 100)
    WHEN x >= 66667 THEN 0 END AS low,
  CASE WHEN x <= 37000 THEN 255 WHEN x <= 48000 THEN 255 + floor((x - 37000) * 7.5) / 100
    WHEN x <= 90000 THEN 1080 WHEN x <= 126000 THEN floor(108000 - (x - 90000) * 3) / 100
    WHEN x > 126000 THEN 0 END AS middle
  FROM (SELECT taxable_income AS x FROM cases))"""
AMOUNTS = {
    "tax": "CASE WHEN x IS NOT NULL THEN greatest(0, basic - low - middle) END",
    "basic_tax": "basic",
    "low_offset": "low",
    "middle_offset": "middle",
}
_TOLD = ",\n".join(
    f"verdict AS {name}_verdict, CAST({value} AS DECIMAL(18, 2)) AS {name}_value, needs AS {name}_needs"
    for name, value in AMOUNTS.items()
)
TAX = f"""
SELECT {_TOLD}
FROM (SELECT *, CASE WHEN x IS NULL THEN 'unknown' ELSE 'value' END AS verdict,
  CASE WHEN x IS NULL THEN ['taxable_income'] ELSE CAST([] AS VARCHAR[]) END AS needs FROM {TAXES})"""
TAX_WITHOUT = (
    "SELECT "
    + ", ".join(
        f"'value' AS {name}_verdict, CAST({value} AS DECIMAL(18, 2)) AS {name}_value"
        for name, value in AMOUNTS.items()
    )
    + f" FROM {TAXES}"
)

CHILDREN_WITHOUT = """
SELECT CASE WHEN c >= 1 THEN 'may' ELSE 'no' END AS entitled_verdict, c >= 1 AS entitled_value,
  CASE WHEN c >= 1 THEN 'in force' ELSE 'not applicable' END AS entitled_state, 'value' AS counting_verdict,
  c AS counting_value, 'value' AS benefit_verdict,
  CAST(184 * least(c, 2) + 190 * least(1, greatest(0, c - 2)) + 215 * greatest(0, c - 3)
    AS DECIMAL(18, 2)) AS benefit_value, 'need_not' AS tell_verdict, FALSE AS tell_value,
  'not applicable' AS tell_state
FROM (SELECT len(list_filter(children, lambda k: k.in_household AND (k.born > DATE '1995-03-01'
    OR (k.seeks_work AND k.born > DATE '1992-03-01') OR (k.in_training AND k.born > DATE '1988-03-01'))))
  AS c FROM cases)"""
COUNTS = """k.in_household AND (k.born > first - INTERVAL 18 YEAR
      OR (k.seeks_work AND k.born > first - INTERVAL 21 YEAR)
      OR (k.in_training AND k.born > first - INTERVAL 25 YEAR))"""
CHILDREN = f"""
SELECT CASE WHEN NOT in_force THEN 'fault' WHEN benefit IS NULL THEN 'unknown' ELSE 'value' END
    AS benefit_verdict,
  CAST(CAST(benefit AS DECIMAL(18, 2)) AS VARCHAR) AS benefit_value,
  list_filter([CASE WHEN benefit IS NULL AND entitled IS NULL AND resident_parent IS NULL
      THEN 'resident_parent' END,
    CASE WHEN benefit IS NULL AND counting IS NULL THEN 'children' END,
    CASE WHEN benefit IS NULL AND month IS NULL THEN 'month' END], lambda fact: fact IS NOT NULL)
    AS benefit_needs,
  CASE WHEN entitled IS NULL THEN 'unknown' WHEN entitled THEN 'may' ELSE 'no' END AS entitled_verdict,
  entitled AS entitled_value,
  CASE WHEN entitled THEN 'in force' WHEN NOT entitled THEN 'not applicable' END AS entitled_state,
  list_filter([CASE WHEN entitled IS NULL AND resident_parent IS NULL THEN 'resident_parent' END,
    CASE WHEN entitled IS NULL AND any_counts IS NULL THEN 'children' END,
    CASE WHEN entitled IS NULL AND any_counts IS NULL AND month IS NULL THEN 'month' END],
    lambda fact: fact IS NOT NULL) AS entitled_needs,
  CASE WHEN counting IS NULL THEN 'unknown' ELSE 'value' END AS counting_verdict,
  counting AS counting_value,
  list_filter([CASE WHEN counting IS NULL THEN 'children' END,
    CASE WHEN counting IS NULL AND month IS NULL THEN 'month' END], lambda fact: fact IS NOT NULL)
    AS counting_needs,
  CASE WHEN tell IS NULL THEN 'unknown' WHEN tell THEN 'must' ELSE 'need_not' END AS tell_verdict,
  tell AS tell_value,
  CASE WHEN NOT tell THEN 'not applicable' WHEN tell AND done THEN 'done'
    WHEN tell AND NOT done THEN 'not done' END AS tell_state,
  list_filter([CASE WHEN tell IS NULL AND resident_parent IS NULL THEN 'resident_parent' END,
    CASE WHEN tell IS NULL AND applied IS NULL THEN 'applied_on' END,
    CASE WHEN tell IS NULL AND changed IS NULL THEN 'changed_on' END,
    CASE WHEN tell IS NOT FALSE AND done IS NULL THEN 'told_on' END], lambda fact: fact IS NOT NULL)
    AS tell_needs
FROM (SELECT *, CASE WHEN entitled AND month < DATE '2015-01-01' THEN
      184 * least(counting, 2) + 190 * least(1, greatest(0, counting - 2)) + 215 * greatest(0, counting - 3)
    WHEN entitled AND month < DATE '2016-01-01' THEN
      188 * least(counting, 2) + 194 * least(1, greatest(0, counting - 2)) + 219 * greatest(0, counting - 3)
    WHEN entitled AND month < DATE '2017-01-01' THEN
      190 * least(counting, 2) + 196 * least(1, greatest(0, counting - 2)) + 221 * greatest(0, counting - 3)
    WHEN entitled THEN
      192 * least(counting, 2) + 198 * least(1, greatest(0, counting - 2)) + 223 * greatest(0, counting - 3)
    WHEN NOT entitled THEN 0 END AS benefit
  FROM (SELECT *, CASE WHEN unsure = 0 THEN sure END AS counting, resident_parent AND any_counts AS entitled
    FROM (SELECT *, CASE WHEN sure >= 1 THEN TRUE WHEN sure + unsure < 1 THEN FALSE END AS any_counts,
        resident_parent AND applied AND changed AS tell
      FROM (SELECT *, len(list_filter(children, lambda k: {COUNTS})) AS sure,
          len(list_filter(children, lambda k: ({COUNTS}) IS NULL)) AS unsure,
          month BETWEEN DATE '2010-01-01' AND DATE '2017-12-31' AS in_force,
          CASE WHEN applied_on IS NOT NULL THEN TRUE WHEN applied_on_is_none THEN FALSE END AS applied,
          CASE WHEN changed_on IS NOT NULL THEN TRUE WHEN changed_on_is_none THEN FALSE END AS changed,
          CASE WHEN told_on IS NOT NULL THEN told_on <= DATE '2013-03-01' WHEN told_on_is_none THEN FALSE END
            AS done
        FROM (SELECT *, CAST(date_trunc('month', month) AS DATE) AS first FROM cases)))))"""
