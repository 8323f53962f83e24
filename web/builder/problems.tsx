/** Findings, as the panels show them: the list of all, and those of one block. */

import "./status.css";

import { Icon } from "./icons";
import { wantedPlace } from "./source_places";
import { edit, findings, select, view } from "./state";
import { strings } from "./strings/strings";
import type { Finding } from "./wire";

const words = strings.status;

export function ProblemList({ done }: { done(): void }) {
  return (
    <>
      <h2>{words.problemList}</h2>
      <ul>
        {findings.value.map((finding) => (
          <li
            class={`problem is-${finding.severity}`}
            key={`${finding.code} ${finding.from} ${finding.to}`}
          >
            <SeverityIcon finding={finding} />
            <button
              type="button"
              class="problem-go"
              onClick={() => {
                goTo(finding);
                done();
              }}
            >
              {finding.message}
              <small>{[words.line(finding.line), finding.hint].filter(Boolean).join(" · ")}</small>
            </button>
            <FixButton finding={finding} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** A finding of the block that is shown. */
export function FindingOf({ finding }: { finding: Finding }) {
  return (
    <li class={`finding is-${finding.severity}`}>
      <SeverityIcon finding={finding} />
      <span>
        <Said text={finding.message} />
        {finding.hint && (
          <small>
            <Said text={finding.hint} />
          </small>
        )}
      </span>
      <FixButton finding={finding} />
    </li>
  );
}

/** A text of the server, in which what is source stands between backticks. */
export function Said({ text }: { text: string }) {
  const parts = text.split(/(`+)(.+?)\1/);
  return (
    <>
      {parts.map((part, index) => {
        if (index % 3 === 0) return part;
        return index % 3 === 2 ? <code key={`${index}${part}`}>{part}</code> : null;
      })}
    </>
  );
}

function SeverityIcon({ finding }: { finding: Finding }) {
  return (
    <>
      <Icon name={finding.severity === "info" ? "info" : finding.severity} />
      <span class="visually-hidden">{words.severities[finding.severity]}</span>
    </>
  );
}

function FixButton({ finding }: { finding: Finding }) {
  if (!finding.fix) return null;
  const { code, from, to } = finding;
  return (
    <button
      type="button"
      class="button"
      title={finding.fix}
      aria-label={strings.properties.fix(finding.fix)}
      onClick={() => void edit({ do: "fix", code, from, to })}
    >
      {finding.fix}
    </button>
  );
}

function goTo({ block, from, to }: Finding): void {
  if (block) select(block);
  else view.value = "source";
  if (view.value === "source") wantedPlace.value = { from, to };
}
