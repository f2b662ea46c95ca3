// "You earned 49 points", for an order. Nothing at all where there is nothing to say:
// a shop that pauses its programme must not leave a hole in its order page.
import { useEffect, useState } from "preact/hooks";

import { earned } from "./asking.js";

/**
 * @param {{tokens: import("./asking.js").Tokens, orderRef: string | null, lang: string,
 *   words: {loading: string}}} props
 */
export function Earned({ tokens, orderRef, lang, words }) {
  const [answer, setAnswer] = useState(
    /** @type {import("./asking.js").OrderAnswer | null | undefined} */ (undefined),
  );
  useEffect(() => {
    let here = true;
    if (orderRef) {
      earned(tokens, orderRef, lang).then((found) => here && setAnswer(found));
    }
    return () => {
      here = false;
    };
  }, [orderRef, lang]);
  if (!orderRef || answer === null || answer?.state === "none") return null;
  if (answer === undefined) {
    return <s-skeleton-paragraph content={words.loading}></s-skeleton-paragraph>;
  }
  return (
    <s-section heading={answer.text ?? ""}>
      <s-stack gap="small">
        {answer.pending_text && <s-text color="subdued">{answer.pending_text}</s-text>}
        {answer.progress && (
          <s-stack gap="small-200">
            <s-text>{answer.progress.text}</s-text>
            <s-progress
              value={Math.min(answer.progress.current, answer.progress.target)}
              max={answer.progress.target}
              accessibilityLabel={answer.progress.value_text}
            ></s-progress>
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}
