import type { Heritage } from './heritages.js';

/** English, Welsh, Scottish and Irish names. */
export const britishHeritages: readonly Heritage[] = [
  {
    name: 'English',
    perThousand: 560,
    women: {
      elder: `Margaret Susan Christine Patricia Jean Linda Barbara Carol Maureen Pauline Janet Ann Sheila Joan Dorothy
        Brenda Valerie Marion Sandra Gillian Hilary Rosemary Beryl Doreen Joyce Audrey Shirley Eileen Jacqueline Judith
        Sylvia Josephine Marjorie Beatrice Veronica Hazel Freda Muriel Winifred Enid`,
      middle: `Sarah Karen Julie Nicola Tracey Joanne Claire Alison Deborah Helen Lisa Louise Michelle Samantha Emma
        Rachel Jane Amanda Donna Angela Sharon Rebecca Kerry Victoria Wendy Catherine Lorraine Dawn Heather Lucy Anna
        Katherine Melanie Paula Teresa Beverley Suzanne Natalie Ruth Philippa`,
      younger: `Emily Chloe Jessica Sophie Charlotte Hannah Lauren Megan Amy Olivia Bethany Georgia Ellie Lucy Holly
        Molly Katie Grace Abigail Amelia Eleanor Jade Paige Shannon Poppy Daisy Freya Isabelle Zoe Rosie Tilly Imogen
        Phoebe Harriet Matilda Francesca Leah Alice Martha Niamh`,
    },
    men: {
      elder: `John David Michael Peter Robert Alan Brian William Kenneth Anthony Roger Colin Barry Derek Keith Raymond
        Roy Graham Dennis Geoffrey Trevor Malcolm Ronald Terence Norman Gordon Maurice Leslie Clive Donald Stanley
        Bernard Douglas Eric Cyril Ernest Harold Reginald Wilfred Percy`,
      middle: `Paul Andrew Mark Stephen Richard Ian Simon Neil Darren Steven Jason Matthew Lee Gary Kevin Christopher
        Stuart Jonathan Philip Adrian Martin Carl Wayne Craig Timothy Nigel Shaun Justin Dean Russell Duncan Damian
        Nicholas Gavin Robin Howard Julian Marcus Edward Giles`,
      younger: `Jack Thomas James Daniel Joshua Oliver Harry Samuel Joseph Benjamin Luke Callum Adam George Ryan Alfie
        Liam Jordan Lewis Nathan Charlie Connor Max Kieran Bradley Archie Toby Jake Reece Dominic Elliot Freddie Noah
        Ethan Owen Isaac Kyle Rhys Louis Theo`,
    },
    surnames: `Smith Jones Taylor Brown Wilson Johnson Walker Wright Robinson Thompson White Green Hall Wood Harris
      Martin Jackson Clarke Clark Turner Hill Cooper Ward Moore King Baker Harrison Allen Lee Parker Bennett Cook Bailey
      Shaw Carter Marshall Richardson Webb Rogers Mitchell Bell Adams Mills Chapman Foster Palmer Knight Barker Holmes
      Butler Fisher Mason Hunt Dixon Gibson Pearson Fletcher Andrews Holland Lowe Harvey Stevens Barnes Matthews Payne
      Spencer Atkinson Day Perry Reynolds Gardner Watts Hudson Cole Dean Newman Burton Lawson Bird Bates Wells Saunders
      Francis Bradley Porter Hodgson Goodwin Slater Nicholson Rowe Booth Wheeler Sutton Norman Frost Potter Doyle Savage
      Heath Pickering Tranter Oakley Ashworth Beddoes Cresswell Dutton Fairclough Garside Hallam Inskip Jukes Kettle
      Lightfoot Mellor Nettleship Ollerenshaw Plumtree Quartermaine Ridgway Salt Tunnicliffe Underhill Venables Wainwright
      Yardley Arkwright Birtles Clewlow Dale Eardley Farr Grindey Hollins Ironmonger Kirkham Lovatt Machin Nixon`,
  },
  {
    name: 'Welsh',
    perThousand: 95,
    language: 'cy',
    prefersLanguage: 0.22,
    women: {
      elder:
        'Gwyneth Mair Eirlys Glenys Menna Dilys Olwen Bronwen Nesta Eluned Gwenda Myfanwy Morfydd Rhiannon Ceinwen',
      middle: 'Siân Nia Rhian Bethan Catrin Delyth Eleri Lowri Angharad Carys Ffion Meinir Mererid Gwawr Nerys',
      younger: 'Cerys Seren Megan Ffion Efa Mali Cadi Nansi Erin Alys Lili Gwen Betsan Heledd Elin Lleucu',
    },
    men: {
      elder: 'Gareth Gwyn Emrys Ieuan Idris Glyn Hywel Elwyn Alun Meirion Dilwyn Eurwyn Goronwy Trefor Iorwerth',
      middle: 'Huw Rhodri Aled Dylan Geraint Gethin Emyr Iwan Siôn Rhys Eifion Arwel Meurig Deiniol Bleddyn',
      younger: 'Dafydd Owain Osian Ioan Macsen Gruffydd Tomos Harri Cai Ifan Jac Morgan Steffan Guto Llŷr',
    },
    surnames: `Jones Williams Davies Evans Thomas Roberts Hughes Lewis Morgan Griffiths Edwards Owen James Morris Price
      Rees Phillips Jenkins Lloyd Powell Parry Pritchard Pugh Bowen Vaughan Humphreys Probert Meredith Gwynne Bebb Penry
      Prosser Llewellyn Tudor Cadwallader Breeze Bufton Hamer Ap_Gwilym Ellis`,
  },
  {
    name: 'Scottish',
    perThousand: 35,
    women: {
      elder: 'Morag Isobel Elspeth Agnes Moira Jessie Catriona Aileen Senga Effie',
      middle: 'Fiona Kirsty Lorna Shona Mhairi Eilidh Gillian Lesley Rhona Iona',
      younger: 'Isla Skye Ailsa Kirsten Rowan Caitlin Eilidh Mirren Catriona Orla',
    },
    men: {
      elder: 'Hamish Angus Archibald Alasdair Iain Duncan Murdo Fergus Hector Ewan',
      middle: 'Scott Graeme Craig Alistair Fraser Gordon Keith Ross Kenneth Bruce',
      younger: 'Finlay Cameron Blair Struan Lewis Rory Callum Murray Logan Gregor',
    },
    surnames: `Campbell Stewart Macdonald Robertson Murray Scott Reid Ross Young Morrison Paterson Fraser Mackenzie
      Hamilton Graham Johnston Ferguson Kerr Simpson Cameron Sinclair Buchanan Galbraith Drummond McLeod`,
  },
  {
    name: 'Irish',
    perThousand: 45,
    women: {
      elder: 'Bridget Kathleen Mary Nora Breda Philomena Attracta Eileen Assumpta Concepta',
      middle: 'Siobhán Deirdre Gráinne Orla Sinéad Bernadette Aoife Maeve Fionnuala Geraldine',
      younger: 'Saoirse Ciara Niamh Róisín Caoimhe Clodagh Aisling Erin Éabha Orlaith',
    },
    men: {
      elder: 'Patrick Seamus Declan Eamon Desmond Brendan Michael Fintan Malachy Thaddeus',
      middle: 'Kevin Conor Niall Gerard Dermot Finbar Aidan Kieran Cormac Fergal',
      younger: 'Oisín Cillian Eoin Tadhg Darragh Rory Fionn Shane Donal Cathal',
    },
    surnames: `Murphy Kelly O'Sullivan Walsh Byrne Ryan O'Connor O'Neill O'Reilly Doyle McCarthy Gallagher Doherty
      Kennedy Lynch Quinn McLoughlin Connolly Daly O'Brien Nolan Farrell Brennan Kavanagh Flanagan`,
  },
];
