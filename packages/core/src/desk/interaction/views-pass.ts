import type { Authority } from '../../authorities/index.js';
import { receiverChoice, type FoundReceivers, type ReceiverChoice } from '../../cases/index.js';
import type { Team } from '../../directory/index.js';
import type { SelectField, TextAreaField } from '../../web/form-components.js';
import { callHref, withoutDo } from './call-address.js';
import type { Call } from './read-call.js';
import { errorOf, formTo, type FormBasics, type Rendering } from './rendering.js';

/** Who takes the enquiry over, and what they need to know. */
export interface PassCard {
  readonly form: FormBasics;
  readonly enquiryId: string;
  /** Undefined: nobody can be looked for. */
  readonly choice: ReceiverChoice | undefined;
  /** Where nobody was found. */
  readonly team: SelectField | undefined;
  readonly directoryHref: string;
  readonly note: TextAreaField;
  readonly backHref: string;
}

export function passCard(call: Call, authorities: readonly Authority[], rendering: Rendering): PassCard {
  const { interaction, enquiry, matter } = call;
  const { typed } = rendering;
  const chosen = typed['passedToTeamId'] ?? matter.help?.team.id ?? '';
  const choice = matter.receivers && choiceFor(call, matter.receivers, rendering);
  const isFound = choice?.people !== undefined;
  const search = new URLSearchParams({ contact: interaction.id, q: choice?.words ?? '' });
  return {
    form: formTo('/pass', interaction, rendering),
    enquiryId: enquiry?.id ?? '',
    choice,
    directoryHref: `/desk/directory?${search.toString()}`,
    team: isFound
      ? undefined
      : {
          control: 'select',
          id: 'passedToTeamId',
          name: 'passedToTeamId',
          label: { text: 'Team' },
          errorMessage: errorOf('passedToTeamId', rendering),
          attributes: { autofocus: chosen === '' },
          items: [
            { value: '', text: 'Choose a team' },
            ...matter.teams.map((team) => ({
              value: team.id,
              text: teamName(team, authorities, interaction.authorityId),
              selected: team.id === chosen,
            })),
          ],
        },
    note: {
      control: 'textarea',
      id: 'pass-note',
      name: 'note',
      rows: 4,
      label: { text: 'What they need to know' },
      value: typed['note'] ?? '',
      errorMessage: errorOf('note', rendering),
      attributes: { autofocus: chosen !== '' || isFound },
    },
    backHref: callHref(interaction.id, withoutDo(rendering.shown)),
  };
}

function teamName({ name, authorityId }: Team, authorities: readonly Authority[], answeredAs: number): string {
  const owner = authorities.find(({ id }) => id === authorityId);
  return authorityId === answeredAs || !owner ? name : `${name} (${owner.shortName})`;
}

function choiceFor(call: Call, receivers: FoundReceivers, { faults, now, shown, typed }: Rendering): ReceiverChoice {
  const { interaction, enquiry } = call;
  const hidden = [
    { name: 'do', value: 'pass' },
    ...(shown.who ? [{ name: 'who', value: shown.who }] : []),
    ...(shown.find ? [{ name: 'find', value: shown.find }] : []),
  ];
  return receiverChoice({
    receivers,
    find: { action: callHref(interaction.id), hidden },
    authorityId: enquiry?.authorityId ?? interaction.authorityId,
    typed: { to: typed['to'], council: typed['council'] },
    faults,
    now,
  });
}
