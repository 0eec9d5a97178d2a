// 总投资十亿元以上的项目有哪些,由谁建设? / Which projects of a billion yuan or more are there, and who builds them?
MATCH (j:Project)
WHERE j.totalInvestment >= 1000000000.0
OPTIONAL MATCH (j)-[:UNDERTAKEN_BY]->(e:Enterprise)
RETURN j.name AS project, j.totalInvestment AS investment, e.name AS enterprise
ORDER BY investment DESC, project, enterprise
