/** Roads, pavements, parking. */
export const roadPhrases = `
# pothole 30 50 1:1.6 2:1.8 3:1.6 7:0.7 8:0.6
? There is a deep pothole outside my house
? Hit a hole on {street} and my tyre has gone
? You filled it in March and it is back
= Already reported and marked for repair this week. Read out the date.
= Private road; explained that the owners keep it up.
= Resurfacing of {street} is planned for the spring.
! About 60 cm across and as deep as a kerb, in the left wheel track going towards {place}.
! Edge of the road breaking away by number {number}, cyclists are swerving.
! Line of three holes by the drain at the bottom of {street}; worse in the wet.
- Inspected: 55 mm deep, category 2. Marked up.
- Temporary fill done, permanent patch ordered.
- Waiting for a permit; utility works on the same stretch.
. Patched, edges sealed.
. Filled by the patching crew on their round.
# pavement 14 46 1:1.4 2:1.3
? Paving slab is sticking up, my neighbour tripped
? Tree roots have lifted the path
= Path belongs to the flats; gave the managing agent.
= Already marked; crew due on {day}.
! Slab rocks and has a lip of about 3 cm, near the bus stop on {street}.
! Kerb sunk at the crossing by number {number}, wheelchair cannot get up.
- Inspected: 22 mm trip, booked.
- Made safe with tarmac.
. Relaid.
. Ground level and filled.
# street-light 16 36 6:0.5 7:0.5 10:1.4 11:1.7 12:1.5 1:1.4
? Street light is out
? The lamp outside flickers all night
= Lights on {street} go off at midnight to save energy. Explained the scheme.
= Power cut in the area; network operator is on site.
! Lamp by number {number} has been out for a week; very dark by the alley.
! Comes on in the day and goes off at night.
! Whole of {street} is dark from the church to the shop.
- Lantern ordered.
- No supply: passed to the network operator.
- Photocell replaced, watching for a night.
. Lantern replaced and working.
. Supply repaired and lamp tested.
# traffic-lights 5 30
? Crossing lights are stuck on red
? The green man does not come on
= Temporary lights: gave the works promoter’s number.
= Engineer already there.
! All red on the {street} arm for ten minutes at a time.
! Button on the church side does nothing.
- Engineer told, arrives within two hours.
- Controller reset.
. Fault cleared, cycle checked.
. Button replaced.
# road-sign 5 34
? The sign at the end of {street} has been knocked flat
? Street name plate is missing
= Temporary event sign, will be gone by {day}.
= Already on order.
! Give way sign lying on the verge at the end of {street}.
! Name plate at the {place} end of {street} is broken in two.
- Made safe; new post ordered.
- Plate at the makers, three weeks.
. New sign put up.
. Straightened and set again.
# gritting 9 84 1:5 2:4 3:1.2 4:0.2 5:0.1 6:0 7:0 8:0 9:0.1 11:1.5 12:3
? Are you gritting {street} tonight?
? Our hill is sheet ice
? The grit bin is empty
= Not on a gritting route. Explained primary and secondary routes and where the grit bin is.
= Route was treated at 5am and will be again at 6pm.
! Grit bin at the top of {street} is empty.
! Sheet ice from a leak near number {number}, two cars have slid.
! Carer cannot get up {street} to visits.
- On the list for the crew after primary routes.
- Duty officer told.
. Bin filled.
. Spot treated by hand.
# blocked-drain 8 38 10:1.6 11:1.8 12:1.5 7:0.6
? The drain is blocked and the road floods
? Drain smells outside the shop
= Sewer, not a road drain: gave the water company’s number.
= Drains on {street} are cleaned in October; told the customer the week.
! Gully outside {number} is full of leaves, water is across the road.
! Drain at the low end of {street} gurgles and overflows in heavy rain.
- Jetting crew booked.
- Root in the pipe; needs a dig.
. Cleaned and running.
. Pipe cleared and grating replaced.
# road-obstruction 6 34
? A tree branch is across the road
? Skip left with no lights
= Police are already there; told the customer.
= Skip has a permit until {day}.
! Large branch down across half of {street}.
! Builder’s sand on the road, skidding risk.
! Skip outside {number} has no lights and no permit showing.
- Cones out, crew returning with a saw.
- Owner rung.
. Cleared.
. Owner has moved it after our notice.
# flooding 4 28 10:1.8 11:2 12:1.8 1:1.4 7:0.5
? Water is coming up to my step
? The field is running onto the road
= River level is falling; read out the warning and gave the flood line.
= Burst main: water company is on site.
! Water two bricks up at number {number}, still rising.
! Ditch along {street} is blocked and runs over the road.
- Pump sent.
- Sandbags at the end of {street}.
. Water gone; drain put on the list for a survey.
. Ditch cleared by its owner.
# overgrown-vegetation 5 42 5:1.4 6:1.8 7:1.7 8:1.4 12:0.4 1:0.4
? The hedge is right across the pavement
? I cannot see past the grass at the junction
= Hedge is private: owner has until {day}; told the customer.
= Verges are cut in June; explained why not before.
! Hedge at number {number} leaves half a metre, pushchairs go in the road.
! Brambles over the footpath sign by {street}.
- Owner written to, 14 days.
- Cut put on the verge crew’s list.
. Owner has cut it back.
. Cut.
# road-closure 3 62 5:1.4 6:1.4
? How do we close the street for a party?
? Why is {street} shut?
= Gas works until {day}; told the customer the diversion.
= Sent the street party pack.
! Street party on {street}, Saturday afternoon, all neighbours asked.
! Crane needed for a roof at number {number}, one day.
- Notice drafted; buses told.
- Asked for the insurance.
. Order made, signs lent.
. Approved.
# rights-of-way 4 50 5:1.3 7:1.3
? The path is ploughed up
? Stile is broken
= Path was diverted last year; sent the map.
= Farmer has fourteen days to put it back after ploughing.
! Stile broken on the path behind {street}.
! Bull in the field that the path crosses, no notice.
- Landowner rung.
- Volunteers to mend it on {day}.
. Stile mended.
. Path put back and marked.
# traffic-request 4 60
? Cars race down {street}
? Can we have a crossing by the school?
= Explained how speed is measured and sent the request form.
= Scheme is in next year’s programme.
! Cars well over thirty on {street}, no crossing between the shops and school.
! Wants residents’ parking; commuters fill {street} by eight.
- Speed survey booked.
- Ward councillor told.
. Survey: mean 27 mph, below our threshold. Reply sent.
. Put forward for the next programme.
# disabled-bay 2 46
? Can I have a disabled bay outside my house?
= Off-street parking at the address, so not entitled; explained.
= Sent the criteria in large print.
! Blue Badge holder, uses a wheelchair, nearest space is often fifty metres away.
! Bay at number {number} is no longer needed, the holder has moved.
- Site visit done, width is enough.
- Neighbours asked.
. Bay marked.
. Order made; lining within six weeks.
# dropped-kerb 4 72 4:1.3 5:1.3
? Can I have a dropped kerb?
? My neighbour has dropped his own kerb
= Sent the fee and the guidance.
= Classified road: needs planning permission first.
! Would like two parked cars off {street}; front garden is 5.2 metres deep.
! Contractor named, wants to start next month.
- Measured on site.
- Tree too near; moved by a metre.
. Approved, licence sent.
. Built and inspected.
# parking-enforcement 8 52
? Cars park on the corner and I cannot see
? Somebody is across my drive
= Officer is ten minutes away; told the customer.
= Police matter: car is obstructing the road. Gave 101.
! Vans parked across the footway every school morning on {street}.
! Car across the dropped kerb at number {number} since eight.
- Officer visited at 08:40, two tickets issued.
- Added to the patrol for a fortnight.
. Ticketed.
. Nobody there when the officer came; patrols go on.
# parking-permit 14 80 1:1.3 9:1.2
? How do I renew my resident’s permit?
? Can I get visitors’ vouchers?
? I have changed my car
= Permit renews online with the same documents; sent the link.
= New car changed on the permit while on the phone.
= Outside the zone; no permit needed.
! New car, hire purchase, log book to follow.
! Twenty visitors’ vouchers for a new baby’s grandparents.
- Log book checked.
- Asked for proof of address.
. Permit issued.
. Vouchers posted.
# penalty-charge 10 74
? I want to appeal a parking fine
? I paid and have had another letter
= Told the customer how to challenge the charge and by when.
= Payment crossed with the letter; no action.
! Says the machine took the money and gave no ticket.
! Blue Badge had slipped; sends a copy.
- Officer’s notes and photographs read.
- Machine log asked for.
. Cancelled; badge was valid.
. Upheld; letter sent with the right to appeal.
# abandoned-vehicle 7 46
? There is a car that has not moved in weeks
? Burnt-out van at the end of our road
= Vehicle is taxed, so not abandoned. Explained what we can and cannot move.
= Already noticed; removal is due on {day}.
! Silver hatchback, flat tyres, leaves piled round it, on {street} since the summer.
! White van, windows broken, no plates, by the garages behind {number}.
- Notice put on the windscreen.
- Keeper written to.
. Removed.
. Keeper has moved it.
`;
