"""A tabular list of invented codes in the published format, with one of everything it can hold."""

TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2026</version>
  <introduction><introSection type="title"><title>INVENTED</title></introSection></introduction>
  <chapter>
    <name>1</name>
    <desc>Invented things (ZA0-ZB0)</desc>
    <notes><note>On  everything</note></notes>
    <sectionIndex><sectionRef first="ZA0" last="ZA9" id="ZA0-ZA9">All</sectionRef></sectionIndex>
    <section id="ZA0-ZA9">
      <desc>Things (ZA0-ZA9)</desc>
      <excludes2><note>other things (ZB0)</note></excludes2>
      <diag>
        <name>ZA0</name>
        <desc>Café things</desc>
        <inclusionTerm><note>Thing NOS</note></inclusionTerm>
        <includes><note>all kinds</note></includes>
        <excludes1><note>not this (ZB0)</note><note>nor that</note></excludes1>
        <codeFirst><note>the cause</note></codeFirst>
        <useAdditionalCode><note>code for the rest</note></useAdditionalCode>
        <codeAlso><note>its neighbour</note></codeAlso>
        <diag><name>ZA0.0</name><desc>Small thing</desc></diag>
        <diag><name>ZA0.1</name><desc>Large thing</desc>
          <visualImpairment>
            <visCategory>
              <heading>Category of visual impairment</heading>
              <visRange>
                <heading>Visual acuity</heading>
                <visMax><heading>Maximum less than:</heading></visMax>
                <visMin><heading>Minimum equal to or better than:</heading></visMin>
              </visRange>
            </visCategory>
            <visCategory>
              <value>1</value>
              <visRange><visMax><value>6/18</value></visMax><visMin><value>6/60</value></visMin></visRange>
              <visRange><visMax><value>3/10(0.3)</value></visMax></visRange>
            </visCategory>
            <visCategory><value>9</value><visRange><visMax><value>Unknown</value></visMax></visRange></visCategory>
          </visualImpairment>
        </diag>
      </diag>
      <diag>
        <name>ZA1</name>
        <desc>Broken thing</desc>
        <sevenChrNote><note>Add a 7th character</note></sevenChrNote>
        <sevenChrDef>
          <extension char="A">first time</extension>
          <extension char="D">later</extension>
          <note>Second time</note>
          <extension char="S">long after</extension>
        </sevenChrDef>
        <notes><note>7th characters D and S do not apply to codes in category ZA1 with
          6th character 7 - at once, or 8 - from another cause.</note></notes>
        <diag><name>ZA1.2</name><desc>Broken in two</desc>
          <diag placeholder="true"><name>ZA1.2X</name><desc>Broken in two</desc>
            <diag><name>ZA1.2X1</name><desc>Broken in two, slowly</desc></diag>
            <diag><name>ZA1.2X7</name><desc>Broken in two, at once</desc></diag>
            <diag><name>ZA1.2X9</name><desc>Broken in two, otherwise</desc>
              <sevenChrDef><extension char="0">stable</extension></sevenChrDef>
            </diag>
          </diag>
        </diag>
        <diag><name>ZA1.3</name><desc>Broken in three</desc></diag>
      </diag>
      <diag><name>ZA2</name><desc>Lost thing</desc>
        <sevenChrDef><extension char="A">first time</extension></sevenChrDef>
      </diag>
    </section>
    <section id="ZB0-ZB9">
      <desc>Nothing at all (ZB0-ZB9)</desc>
      <includes><note>nothing</note></includes>
    </section>
    <section id="ZB0">
      <desc>Nothing (ZB0)</desc>
      <diag><name>ZB0</name><desc>No thing</desc></diag>
    </section>
    <section id="ZC0-ZC9">
      <desc>What else (ZC0-ZC9)</desc>
      <diag><name>ZC0</name><desc>Else</desc></diag>
    </section>
  </chapter>
</ICD10CM.tabular>
"""
