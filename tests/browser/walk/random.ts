// Chance that can be repeated. Each step has its own stream, from the walk's seed and the number of the step: leaving out other
// steps changes nothing about it, so a failing walk can be shortened.

/** The finalizer of SplitMix32. */
const mix = (value: number): number => {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
};

export class Random {
  private state: number;

  constructor(seed: number, step: number) {
    this.state = mix(mix(seed) ^ Math.imul(step + 1, 0x632be5ab));
  }

  private next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    return mix(this.state);
  }

  /** A number from 0 to `bound` - 1. */
  below(bound: number): number {
    return this.next() % bound;
  }

  percent(share: number): boolean {
    return this.below(100) < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!;
  }

  /** One of them, each as likely as its weight says. */
  weighted<T extends { weight: number }>(from: readonly T[]): T {
    let at = this.below(from.reduce((sum, one) => sum + one.weight, 0));
    return from.find((one) => (at -= one.weight) < 0)!;
  }
}
