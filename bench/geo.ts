/** Distances: error against Karney and cost, side by side in one run. `npm run bench:geo` */
import { karneyMetres, type Place } from '../src/domain/movement/geodesic.js';
import { DISTANCES, type Distance } from './distances.js';
import { goal, measure, seeded } from './measure.js';

const STEPS = 20_000;
const ROUNDS = 15;
const METRES_A_DEGREE = 111_195;

interface Band {
  readonly name: string;
  readonly latitudes: readonly [number, number];
  readonly metres: readonly [number, number];
}

const BANDS: readonly Band[] = [
  { name: '1–1000 m, below 80°', latitudes: [0, 80], metres: [1, 1000] },
  { name: '1–1000 m, 80–90°', latitudes: [80, 89.99], metres: [1, 1000] },
  { name: '1–50 km', latitudes: [0, 80], metres: [1000, 50_000] },
  { name: '50–2000 km', latitudes: [0, 60], metres: [50_000, 2_000_000] },
];

type Step = readonly [Place, Place];

/** Steps in any direction from anywhere, across the antimeridian too; lengths even on a logarithmic scale. */
function stepsOf({ latitudes: [south, north], metres: [short, long] }: Band): readonly Step[] {
  const random = seeded(2026);
  return Array.from({ length: STEPS }, (): Step => {
    const latitude = (random() < 0.5 ? -1 : 1) * (south + (north - south) * random());
    const here = { latitude, longitude: 360 * random() - 180 };
    const [metres, azimuth] = [short * (long / short) ** random(), 2 * Math.PI * random()];
    const away = { north: metres * Math.cos(azimuth), east: metres * Math.sin(azimuth) };
    const there = Math.max(-90, Math.min(90, latitude + away.north / METRES_A_DEGREE));
    const turn = away.east / (METRES_A_DEGREE * Math.cos((latitude * Math.PI) / 180));
    const longitude = ((((here.longitude + turn + 180) % 360) + 360) % 360) - 180;
    return [here, { latitude: there, longitude }];
  });
}

function worstError(distance: Distance, steps: readonly Step[]): number {
  let worst = 0;
  for (const [a, b] of steps) {
    const exact = karneyMetres(a, b);
    // The reference itself is exact to nanometres.
    if (exact >= 0.5) worst = Math.max(worst, Math.abs(distance(a, b) - exact) / exact);
  }
  return worst;
}

const [walk = []] = BANDS.map(stepsOf);
let sum = 0;
const costs = measure(
  Object.entries(DISTANCES).map(([name, distance]) => ({
    name,
    pieces: walk.length,
    run: () => {
      for (const [a, b] of walk) sum += distance(a, b);
    },
  })),
  ROUNDS,
);
const karney = costs.get('karney')?.median ?? NaN;

console.log(
  `seed 2026, ${STEPS} steps a band, median of ${ROUNDS} interleaved rounds [quartiles]; node ${process.version}\n`,
);
console.log(['ns a step', 'faster than Karney', ...BANDS.map(({ name }) => `error ${name}`)].join(' | '));
const errors = new Map<string, readonly number[]>();
for (const [name, distance] of Object.entries(DISTANCES)) {
  const { median, low, high } = costs.get(name) ?? { median: NaN, low: NaN, high: NaN };
  const worst = BANDS.map((band) => worstError(distance, stepsOf(band)));
  errors.set(name, worst);
  const figures = [
    `${median.toFixed(0)} [${low.toFixed(0)}–${high.toFixed(0)}]`,
    `${(karney / median).toFixed(1)}×`,
    ...worst.map((error) => error.toExponential(1)),
  ];
  console.log(`${name.padEnd(26)} ${figures.join(' | ')}`);
}
console.log(`\nchecksum ${sum.toExponential(6)}`);

const [low = NaN, high = NaN] = errors.get('ours') ?? [];
goal(`error ≤ 1e-7 for steps under 1 km below 80°: ${low.toExponential(1)}`, low <= 1e-7);
goal(
  `error ≤ 2e-7 for steps under 1 km anywhere: ${Math.max(low, high).toExponential(1)}`,
  Math.max(low, high) <= 2e-7,
);
