//! What a new SOP begins with: whole sources with the sections that such an SOP has, and a few words
//! in each that say what belongs there.
//!
//! Technical and administrative SOPs follow the sections that EPA QA/G-6 (2007) suggests.

/// The names of all templates.
pub const TEMPLATES: &[&str] =
    &["blank", "technical", "administrative", "work-instruction", "checklist", "incident-runbook"];

/// Returns the source of a new SOP with this title, if there is such a template.
pub fn template(name: &str, title: &str) -> Option<String> {
    let body = match name {
        "blank" => BLANK,
        "technical" => TECHNICAL,
        "administrative" => ADMINISTRATIVE,
        "work-instruction" => WORK_INSTRUCTION,
        "checklist" => CHECKLIST,
        "incident-runbook" => INCIDENT_RUNBOOK,
        _ => return None,
    };
    let title = if title.trim().is_empty() { "Untitled" } else { title.trim() };
    let escaped = title.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
    Some(body.replacen("TITLE", &format!("\"{escaped}\""), 1))
}

const BLANK: &str = "---
title: TITLE
status: draft
---

# Purpose

What this procedure achieves, and for whom.

# Procedure

:::steps
1. The first step.
:::
";

const TECHNICAL: &str = "---
id: SOP-000
label: Standard operating procedure
title: TITLE
revision: \"1\"
status: draft
owner: Laboratory
profile: epa
numbering:
  sections: \"1.1\"
approvals:
  - {role: Author, name: \"\", meaning: authorship, date: \"\"}
  - {role: Quality assurance, name: \"\", meaning: approval, date: \"\"}
revisions:
  - {rev: \"1\", date: \"\", by: \"\", change: First issue}
---

::toc

# Purpose {kind=purpose}

What is measured or made, and what the result is used for.

# Scope and applicability {kind=scope}

The samples, sites or instruments that this procedure covers, and those that it does not.

# Summary of the method

The method in three or four sentences.

# Definitions {kind=definitions}

:::definitions
- Term: its meaning in this procedure
:::

# Health and safety {kind=safety}

::hazards

:::ppe
- Safety goggles {iso=M004}
- Protective gloves {iso=M009}
:::

:::warning{consequence=\"What it does to people.\" avoid=\"How to avoid it.\"} Name of the hazard
Say where in the work it is met.
:::

# Cautions

What could damage the equipment or spoil the result.

# Interferences

What disturbs the measurement, and how that is seen.

# Qualifications {kind=responsibilities}

:::responsibilities
- Operator: trained in this procedure, performs it
- Supervisor: checks the records
:::

# Equipment and supplies {kind=materials}

:::equipment
- Instrument, with its range
:::

:::reagents
| Item | Amount | Supplier |
| --- | ---: | --- |
| Reagent | 1 ml | any |
:::

# Procedure {kind=procedure}

## Calibration

:::steps
1. Calibrate the instrument. {#calibrate}
:::

## Measurement

:::steps
1. Prepare the sample. {#prepare}
2. Measure it, as calibrated in @step(calibrate).
3. Write down the result.
:::

::record{name=result type=text} Result

# Quality control {kind=quality}

Blanks, duplicates and standards, how often, and what to do when they fail.

# Records {kind=records}

::records Written down while the work is done

Where records are kept, and for how long.

# References {kind=references}

:::references
- Title of the method, year.
:::

# Revision history {kind=revisions}

::revisions
";

const ADMINISTRATIVE: &str = "---
id: ADM-000
label: Administrative procedure
title: TITLE
revision: \"1\"
status: draft
owner: Quality
numbering:
  sections: \"1.1\"
approvals:
  - {role: Author, name: \"\", meaning: authorship, date: \"\"}
  - {role: Head, name: \"\", meaning: approval, date: \"\"}
revisions:
  - {rev: \"1\", date: \"\", by: \"\", change: First issue}
---

::toc

# Purpose {kind=purpose}

What this procedure is for.

# Applicability {kind=scope}

Who follows it, and when.

# Definitions {kind=definitions}

:::definitions
- Term: its meaning in this procedure
:::

# Responsibilities {kind=responsibilities}

:::responsibilities
- Author: writes and revises
- Approver: approves and withdraws
:::

# Procedure {kind=procedure}

:::steps
1. Somebody asks for something. {who=Requester}
2. It is checked. {who=Owner #check}

:::decision Is it complete?
- Yes → go on
- No → send it back, and begin again at @step(check)
:::

3. It is approved. {who=Approver}
:::

::sign-off{role=Approver meaning=\"approved\"}

# Criteria and checks {kind=quality}

How to see that it was done as written.

# Records {kind=records}

What is kept, where, and for how long.

# References {kind=references}

:::references
- Title of the rule or standard, year.
:::

# Revision history {kind=revisions}

::revisions
";

const WORK_INSTRUCTION: &str = "---
id: WI-000
label: Work instruction
title: TITLE
revision: \"1\"
status: draft
owner: Production
---

# Before you begin

::hazards

:::ppe
- Safety shoes {iso=M008}
:::

:::materials
- What is used up
:::

:::equipment
- The tool, with its size
:::

# Steps {kind=procedure}

:::steps
1. Look, hold, turn: one action in each step.
   1. Details that a beginner needs.

:::caution{consequence=\"What happens.\" avoid=\"How to avoid it.\"} Name of the hazard
It stands before the step that it is for.
:::

2. The next action. {expect=\"how to see that it worked\"}
:::

# If something goes wrong

:::issue What you see

:::cause
Why it happens.
:::

:::solution
What to do.
:::
:::
";

const CHECKLIST: &str = "---
label: Checklist
title: TITLE
status: draft
---

# Before

:::checklist
- The first thing to look at
- The second one
:::

# After

:::checklist
- What must be left as it was
:::

::record{name=when type=date} Date

::sign-off{role=Operator meaning=\"all points checked\"}
";

const INCIDENT_RUNBOOK: &str = "---
label: Runbook
title: TITLE
status: draft
owner: Operations
profile: ops
---

# What this is for {kind=purpose}

The alarm or the sign that leads here.

# Is it this? {#triage}

:::steps
1. Look at the state of the service.

   ```bash
   systemctl status SERVICE
   ```

:::decision Is the service running?
- Yes → this is another problem; tell the team
- No → go on with @step(restart)
:::
:::

# Mend it

:::danger{consequence=\"What is lost.\" avoid=\"What to check first.\"} Before you restart
Say who must know.
:::

:::steps
1. Restart the service. {#restart time=\"2 min\"}

   ```bash
   sudo systemctl restart SERVICE
   ```

2. See that it answers. {expect=\"the alarm clears within 5 minutes\"}
:::

# If that did not help

:::issue It does not start

:::cause
The disk is full.
:::

:::solution
Make room, then go back to @step(restart).
:::
:::

# Afterwards {kind=records}

::record{name=begin type=time} Begin of the incident

::record{name=end type=time} End of the incident

Write down what happened, and what will keep it from happening again.
";
