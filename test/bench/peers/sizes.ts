/** What a page pays for each library: the smallest program that its first example allows, minified and gzipped. */
import { bundleOf, gzippedBytes } from "../../contract/bundle.ts";
import { PROGRAMS } from "./programs.ts";

export interface SizeResult {
  readonly peer: string;
  readonly gzippedBytes?: number;
  readonly failure?: string;
}

export async function measureSizes(): Promise<SizeResult[]> {
  const results: SizeResult[] = [];
  for (const [peer, source] of Object.entries(PROGRAMS)) {
    try {
      results.push({ peer, gzippedBytes: gzippedBytes((await bundleOf(source)).code) });
    } catch (error) {
      results.push({ peer, failure: String(error) });
    }
  }
  return results;
}
