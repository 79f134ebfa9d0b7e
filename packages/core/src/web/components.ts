import type { Html } from './html.js';

/*
 * What each component prints. Where govuk-frontend has the component, names and markup are its own
 * (https://design-system.service.gov.uk/components/), with `bodyHtml` for its `html`: see govuk-fixtures.test.ts.
 */

/** Meaning by colour, always beside words. A brand colour is never one of these. */
export type Tone = 'neutral' | 'info' | 'good' | 'warning' | 'bad';

/** Words, or markup of another template. */
export interface Content {
  readonly text?: string | number | undefined;
  readonly bodyHtml?: Html | undefined;
}

/** `true` prints the bare name; `undefined`, `null` and `false` print nothing. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Styled {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
}

export interface AttributesView {
  readonly attributes?: Attributes | undefined;
}

export interface ButtonView extends Content, Styled {
  readonly href?: string | undefined;
  readonly type?: 'button' | 'submit' | 'reset';
  readonly name?: string;
  readonly value?: string;
  readonly id?: string;
  readonly disabled?: boolean;
  readonly preventDoubleClick?: boolean;
  readonly isStartButton?: boolean;
  /** A single letter that presses it outside inputs. */
  readonly key?: string | undefined;
  /** The page's main action: Ctrl+Enter presses it from inside its form. */
  readonly isMainAction?: boolean;
}

/** Offers to print the page: with a button where scripts run, else in words. */
export interface PrintOfferView {
  readonly text: string;
}

export interface TagView extends Content, Styled {}

/** A state in a word or two. */
export interface PillView {
  readonly text: string | number;
  readonly tone?: Tone | undefined;
  /** More words for those who hear it: " items". */
  readonly hiddenText?: string | undefined;
}

/** A note in the page: a warning about a property, who else is here. */
export interface NoteView extends Content {
  readonly tone?: Tone;
  /** Said first, in bold. */
  readonly lead?: string;
  /** Announced when it appears. */
  readonly isStatus?: boolean;
  readonly link?: { readonly text: string; readonly href: string } | undefined;
}

export interface ActionLink extends Content, Styled {
  readonly href?: string;
  readonly visuallyHiddenText?: string;
}

export interface Actions {
  readonly classes?: string;
  readonly items?: readonly ActionLink[];
}

export interface ActionLinkView {
  readonly action: ActionLink;
  readonly cardTitle?: Content | undefined;
}

export interface SummaryRow {
  readonly classes?: string;
  readonly key: Content & { readonly classes?: string };
  readonly value?: Content & { readonly classes?: string };
  readonly actions?: Actions;
}

export interface SummaryCard extends Styled {
  readonly title?: Content & { readonly classes?: string; readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 };
  readonly actions?: Actions;
}

export interface SummaryListView extends Styled {
  readonly rows: readonly (SummaryRow | null | undefined | false)[];
  readonly card?: SummaryCard;
}

/** The frame that a summary list with a title stands in. */
export interface SummaryCardView extends SummaryCard {
  readonly bodyHtml: Html;
}

export interface TableCell extends Content, Styled {
  /** `numeric` aligns right. */
  readonly format?: string;
  readonly colspan?: number;
  readonly rowspan?: number;
}

export interface TableView extends Styled {
  readonly caption?: string;
  readonly captionClasses?: string;
  readonly head?: readonly TableCell[];
  readonly rows: readonly (readonly TableCell[] | null | undefined | false)[];
  readonly firstCellIsHeader?: boolean;
  /** In a narrow place each row becomes a block of "heading: value" lines. */
  readonly isStacking?: boolean;
}

export interface TableCellView {
  readonly cell: TableCell;
  /** Of a heading cell. */
  readonly scope?: 'col' | 'row' | undefined;
  /** Shown before the cell where the table stacks. */
  readonly heading?: string | number | undefined;
}

export interface DetailsView extends Content, Styled {
  readonly summaryText?: string;
  readonly summaryHtml?: Html;
  readonly id?: string;
  readonly open?: boolean;
}

export interface NotificationBannerView extends Content, Styled {
  /** `success` for something done. */
  readonly type?: string;
  readonly role?: string;
  readonly titleText?: string;
  readonly titleHtml?: Html;
  readonly titleId?: string;
  readonly titleHeadingLevel?: number | string;
  readonly disableAutoFocus?: boolean;
}

export interface WarningTextView extends Content, Styled {
  readonly iconFallbackText?: string;
}

export interface InsetTextView extends Content, Styled {
  readonly id?: string;
}

export interface SkipLinkView extends Content, Styled {
  readonly href?: string;
}

export interface BreadcrumbsView extends Styled {
  readonly items: readonly (Content & { readonly href?: string; readonly attributes?: Attributes })[];
  readonly collapseOnMobile?: boolean;
  readonly labelText?: string;
}

export interface BackLinkView extends Content, Styled {
  readonly href?: string;
}

export interface PaginationLink extends Content {
  readonly href?: string;
  readonly labelText?: string;
  readonly attributes?: Attributes;
}

export interface PaginationItem {
  readonly number?: number | string;
  readonly href?: string;
  readonly current?: boolean;
  readonly ellipsis?: boolean;
  readonly visuallyHiddenText?: string;
  readonly attributes?: Attributes;
}

/** Lists are paged by cursor, so they give `previous` and `next`, and no numbers. */
export interface PaginationView extends Styled {
  readonly previous?: PaginationLink | undefined;
  readonly next?: PaginationLink | undefined;
  readonly items?: readonly (PaginationItem | null | undefined | false)[];
  readonly landmarkLabel?: string;
}

export interface PaginationArrowView {
  readonly link: PaginationLink;
  readonly direction: 'prev' | 'next';
  readonly isBlock: boolean;
}

/** Views of one list or record, each with its own address. */
export interface TabsView {
  readonly label: string;
  readonly items: readonly {
    readonly text: string;
    readonly href: string;
    readonly count?: number | string;
    readonly current?: boolean;
  }[];
}

export interface TimelineEntry {
  readonly title: string;
  readonly href?: string;
  /** Follows the title on its line, in plain weight. */
  readonly detail?: string;
  readonly body?: string;
  readonly pill?: PillView;
  /** Whose entry it is, in a timeline of several councils. */
  readonly council?: string;
  /** Who did it, and where for whom. */
  readonly who: string;
  /** In words: "09:58 today". */
  readonly when: string;
  /** Machine-readable instant of the same. */
  readonly dateTime?: string;
}

/** Newest first. */
export interface TimelineView {
  readonly entries: readonly TimelineEntry[];
  readonly emptyText: string;
}

/** A timeline with what it is narrowed by, and the way to what came before. */
export interface TimelineCardView {
  readonly filters: TabsView;
  readonly timeline: TimelineView;
  /** Whose entries it has, where they are several councils'. */
  readonly joinedText: string | undefined;
  readonly olderHref: string | undefined;
}

/** One sentence and the next action. */
export interface EmptyStateView {
  readonly text: string;
  readonly action?: { readonly text: string; readonly href: string; readonly key?: string };
}

/** The letter that works a control, shown beside its words. */
export interface KeyHintView {
  readonly key: string;
}

export interface SearchBoxView {
  readonly action: string;
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly id: string;
  /** Answers with an HTML fragment of suggestions. */
  readonly suggestHref?: string | undefined;
  readonly buttonText: string;
}

/** The time of a promise, and how much of it is used. */
export interface SlaBarView {
  /** The words say it all; the bar only shows it: "2 h 18 min left, promised within 1 working day". */
  readonly text: string;
  /** 0 to 100; more than 100 is late and fills the bar. */
  readonly usedPercent: number;
  readonly tone: Tone;
}

/** Of a component that prints the same always. */
export type NoView = Readonly<Record<string, never>>;

/** Fields with what was there, and what there is or would be instead. */
export interface BeforeAfterView {
  readonly parts: readonly { readonly label: string; readonly before: string; readonly after: string }[];
}
