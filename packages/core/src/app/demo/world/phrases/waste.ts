/** Bins and recycling. */
export const wastePhrases = `
# missed-bin-collection 150 52 1:1.3 12:1.2
? My bin was not emptied today
? They have missed our road again
? Recycling is still out from {day}
? The lorry went past and left mine
? Food caddy has not been taken two weeks running
? Bin men took next door’s but not ours
= Crew had not finished {street}; customer will leave the bin out and ring tomorrow if it is still full.
= Wrong week: garden bin, not recycling. Texted the calendar.
= Bin was tagged as contaminated (nappies in recycling). Explained what to take out.
= Bank holiday week, collections are a day later. Told the customer the new day.
= Bin was put out after 7am. Customer will put it out the night before.
! Bin out by 7am, lid closed, not emptied. Neighbours on {street} were collected.
! Recycling left behind, crew emptied both sides of {street} otherwise.
! Second miss this month at number {number}. Customer would like a supervisor to look.
! Bin still by the side gate; the crew usually fetches it.
! Parked van was blocking the end of {street}, last four houses were left.
- Crew sheet shows {street} as done at 10:42. Asked the crew to check.
- Added to tomorrow’s return list.
- In-cab note says bin not presented; cameras checked, bin was out.
- Supervisor will watch the next two collections.
. Bin emptied on the return round.
. Crew went back and emptied it, bin returned to the gate.
. Emptied, and the crew reminded about {street}.
# new-bin 42 46
? I need a new recycling box, mine has gone
? The lid has come off my black bin
? Just moved in and there are no bins
? Can we have a bigger bin? There are six of us
= Household of three, so not entitled to a larger bin. Explained the rule.
= Bin was found at number {number}; customer will fetch it.
= Told the customer where to pick up caddy liners.
! Bin taken on collection day, looked along {street} and asked neighbours.
! Lid torn off by the lorry’s lift; crew saw it.
! New household at {number} {street}: full set of bins needed.
! Wheel broken, bin will not roll.
- On {day}’s delivery sheet.
- Out of stock until the next delivery; customer told.
- Property checked: entitled.
. Delivered to the front of the property.
. Delivered; old bin taken away for recycling.
# bulky-waste 34 48 1:1.3 8:1.2
? How much to take away a sofa?
? I would like an old fridge collected
? Do you take mattresses?
? The bulky collection did not come on {day}
= Gave the price for up to three items; customer will think about it.
= Told the customer about the furniture reuse charity, who take sofas with a fire label.
= Tyres are not taken; gave the opening hours of the recycling centre.
! Three-seat sofa and an armchair, will be on the drive by 7am.
! Fridge freezer, emptied, by the garage at {number}.
! Double mattress and base, ground floor, no steps.
- Booked on {day}’s round.
- Crew could not see the items; rang the customer.
. Collected.
. Collected, except one item that was not on the booking.
# garden-waste 30 74 1:0.4 2:1.5 3:2.4 4:2.2 5:1.6 6:1.3 11:0.7 12:0.3
? When do I renew my garden bin?
? My garden waste sticker has not come
? What can go in the brown bin?
? Is there a discount for the garden waste scheme?
= Renewal opens in February; texted the link.
= Subscribed until the end of March. Sticker was posted on Friday, allow ten days.
= No soil, stones or food. Gave the two-week calendar.
! Paid three weeks ago, sticker not arrived; crew left the bin.
! Would like to join from this month at {number} {street}.
! Wants a second garden bin.
- Payment found under the old address; corrected.
- Sticker posted again, crew told to empty meanwhile.
. Sticker arrived, bin emptied.
. Joined; bin and sticker delivered.
# assisted-collection 6 40
? Can the crew fetch my mother’s bin from the back?
? I have had an operation and cannot move the bins
= Explained who is entitled and that no doctor’s letter is needed; customer will ask her son first.
= Already set up: told the customer from which day.
! Uses a frame and cannot move the bin; nobody else at home.
! Shoulder operation next week, needs help for about three months.
- Rang to agree where the crew finds the bin.
- Added to the crew’s list from {day}.
. Set up; first collection went well.
. Set up until the date given; customer will tell us if it goes on.
# clinical-waste 4 50
? How do I get rid of needles and dressings?
? Home dialysis starts next week, who takes the waste?
= Small dressings can go in the black bin, double bagged. Explained what cannot.
= Pharmacy takes back the sharps box; gave the nearest.
! Two boxes a fortnight from next week, will stand in the porch.
! Sacks have run out, three needed before {day}.
- Referral from the ward received.
- On the clinical round from {day}.
. First collection made.
. Sacks delivered.
# hazardous-waste 5 66
? What do I do with old paint?
? I have found asbestos sheets in the shed
= Dried paint can go in the black bin, lid off.
= Gave the opening hours of the centre that takes oil.
! Six sheets of cement roofing, wrapped, stored behind the shed.
! Several tins of weedkiller from a late father’s garage.
- Contractor has given a day.
- Rang to say how to wrap it.
. Collected by the contractor.
. Customer took it to the centre instead.
# recycling-centre-permit 8 72 4:1.4 5:1.4
? Do I need a permit for my van at the tip?
? Can I bring a trailer?
= Permit not needed for a car. Gave opening hours.
= Trailer is under the length; no permit needed.
! Van with a ladder rack, four visits to take garden waste.
! Hired van for one day, clearing a late aunt’s flat.
- Log book checked.
- Asked for the hire agreement.
. Permit sent by mail.
. Permit issued for the day of hire.
`;
