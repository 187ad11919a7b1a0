const HUSHED = 'TimeoutNegativeWarning';

type Emit = (...values: readonly unknown[]) => void;

/**
 * kafkajs 2.2.4 asks for timers that are due already, which Node ≥ 24 warns about (kafkajs issue 1751). Hushes that one
 * warning and no other.
 * @returns undoes it
 */
export function hushNegativeTimeouts(): () => void {
  const node = process as { emitWarning: Emit };
  const original = node.emitWarning;
  const filtered: Emit = (...values) => {
    if (nameOf(values) !== HUSHED) original(...values);
  };
  node.emitWarning = filtered;
  return () => {
    if (node.emitWarning === filtered) node.emitWarning = original;
  };
}

function nameOf([warning, options]: readonly unknown[]): unknown {
  if (warning instanceof Error) return warning.name;
  return typeof options === 'object' && options !== null && 'type' in options ? options.type : options;
}
