/** An article that carries a mark in every text. */
export function articleOf(mark: string) {
  return {
    key: `bins-of-${mark.toLowerCase()}`,
    title: `Bins of ${mark}`,
    summary: `When ${mark} empties bins.`,
    keywords: ['wheelie bin not emptied', 'bin left', 'rubbish'],
    audience: ['district' as const, 'unitary' as const],
    lgsl: [],
    serviceKey: 'missed-bin',
    script: { steps: [{ text: `Check the round of ${mark}`, showFact: 'collection-day' }] },
    body: [{ paragraphs: [`${mark} collects on Tuesdays.`] }],
    outcomeHint: 'answer' as const,
    effectiveOn: '2026-01-01',
    reviewOn: '2027-01-01',
    ownerTeam: 'waste',
  };
}
