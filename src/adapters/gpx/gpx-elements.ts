import { SaxesParser, type SaxesTagPlain } from 'saxes';
import type { RawGpsPoint } from '../../application/events.js';
import { invalidField, type DomainError } from '../../domain/errors.js';

/** No GPX file comes near these; files made to exhaust us do. */
const DEEPEST = 32;
const MOST_ATTRIBUTES = 64;
const LONGEST_VALUE = 64;

/** xsd:decimal, as GPX has it, and the exponents that some programs write. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

const FIELDS: ReadonlyMap<string, string> = new Map([
  ['gpx/trk/trkseg/trkpt/time', 'at'],
  ['gpx/trk/trkseg/trkpt/ele', 'altitude'],
  ['gpx/trk/trkseg/trkpt/speed', 'speed'],
  ['gpx/trk/trkseg/trkpt/extensions/accuracy', 'accuracy'],
]);

/** Listens to the elements of a GPX document, whatever their prefix, and collects its track points. */
export class GpxElements {
  private readonly parser = new SaxesParser();
  private readonly path: string[] = [];
  private points: RawGpsPoint[] = [];
  private point: Record<string, unknown> | undefined;
  private field: string | undefined;
  private value = '';
  private attributes = 0;
  private startsSegment = true;

  constructor() {
    this.parser.on('error', (error) => refuse(error.message.replace(/\.$/, '')));
    // Entities are only declared in one; without it there is nothing to expand.
    this.parser.on('doctype', () => refuse('a document type is not accepted'));
    this.parser.on('attribute', () => {
      this.attributes += 1;
      if (this.attributes > MOST_ATTRIBUTES) refuse('an element has too many attributes');
    });
    this.parser.on('opentag', (tag) => {
      this.open(tag);
    });
    this.parser.on('closetag', () => {
      this.close();
    });
    const listen = (text: string): void => {
      if (this.field !== undefined && this.value.length <= LONGEST_VALUE) this.value += text.slice(0, LONGEST_VALUE);
    };
    this.parser.on('text', listen);
    this.parser.on('cdata', listen);
  }

  /** Returns the points that are complete now. @throws DomainError invalid `invalid-gpx` */
  write(text: string): readonly RawGpsPoint[] {
    this.parser.write(text);
    const complete = this.points;
    this.points = [];
    return complete;
  }

  /** @throws DomainError invalid `invalid-gpx` if the document is not complete */
  end(): void {
    this.parser.close();
  }

  private open({ name, attributes }: SaxesTagPlain): void {
    this.attributes = 0;
    this.path.push(name.slice(name.indexOf(':') + 1));
    if (this.path[0] !== 'gpx') refuse('it is no GPX document');
    if (this.path.length > DEEPEST) refuse('its elements are nested too deeply');
    const path = this.path.join('/');
    if (path === 'gpx/trk/trkseg') this.startsSegment = true;
    else if (path === 'gpx/trk/trkseg/trkpt') this.begin(attributes);
    else this.field = FIELDS.get(path);
    this.value = '';
  }

  private begin(attributes: Readonly<Record<string, string>>): void {
    this.point = { latitude: numeric(attributes['lat']), longitude: numeric(attributes['lon']) };
    if (this.startsSegment) this.point['startsSegment'] = true;
    this.startsSegment = false;
  }

  private close(): void {
    const name = this.path.pop();
    const value = this.value.trim();
    if (this.field !== undefined && this.point !== undefined && value !== '') {
      this.point[this.field] = this.field === 'at' ? value : numeric(value);
    }
    this.field = undefined;
    if (name !== 'trkpt' || this.point === undefined) return;
    this.points.push(this.point);
    this.point = undefined;
  }
}

function numeric(text: string | undefined): unknown {
  return text !== undefined && NUMBER.test(text.trim()) ? Number(text) : text;
}

function refuse(why: string): never {
  throw invalidGpx(why);
}

/** @param why a clause without a full stop */
export function invalidGpx(why: string): DomainError {
  return invalidField('', 'invalid-gpx', `The file cannot be read as GPX: ${why}.`, why);
}
